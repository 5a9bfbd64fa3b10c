describe("auth/login", () => {
  it("REQ-003 locks after five wrong passwords", () => {
    expect(locked(5)).toBe(true);
  });
});
