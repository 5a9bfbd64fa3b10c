class A{n}Test {
  // @spec REQ-{n}
  @Test
  void works() {}
}
