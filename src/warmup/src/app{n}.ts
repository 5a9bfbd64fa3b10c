/**
 * @spec feature-{n}#REQ-{n}
 */
export function f(a: number) {
  return a + 1;
}
