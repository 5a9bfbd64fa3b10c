import { f } from "../src/app{n}";

describe("feature-{n}", () => {
  it("REQ-{n}: works", () => {
    expect(f(1)).toBe(2);
  });
});
