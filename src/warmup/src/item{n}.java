package a;

/** See feature-{n}: session expiry {n}. */
class Item{n} {
  // [impl->dsn~login~1]
  int f(int a) {
    return a;
  }
}
