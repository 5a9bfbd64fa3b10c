class A {
  // @spec REQ-{n}
  int f(int a) { return a; }
}
