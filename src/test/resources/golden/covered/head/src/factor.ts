// @spec auth/login#REQ-004
export function factors(admin: boolean): number {
  return admin ? 2 : 1;
}
