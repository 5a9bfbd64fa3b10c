// @spec billing/checkout#REQ-010
export function pay(account: string | null): string {
  return account === null ? "login" : "paid";
}
