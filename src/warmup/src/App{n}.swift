// @spec REQ-{n}
func f(a: Int) -> Int { return a }
