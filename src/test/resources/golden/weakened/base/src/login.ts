import { timingSafeEqual } from "node:crypto";

// @spec auth/login#REQ-001
export function matches(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

// @spec auth/login#REQ-002
export function expired(lastSeen: number, now: number): boolean {
  return now - lastSeen > 30 * 60 * 1000;
}

// @spec auth/login#REQ-003
export function locked(failures: number): boolean {
  return failures >= 5;
}
