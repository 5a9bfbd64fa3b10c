it("auth/login REQ-004 asks administrators for a second factor", () => {
  expect(factors(true)).toBe(2);
});
