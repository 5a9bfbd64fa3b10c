// @spec REQ-{n}
export const F = (p: { a: number }) => <b title="x">{p.a}</b>;
