// @spec REQ-{n}
fun f(a: Int): Int {
    return a
}
