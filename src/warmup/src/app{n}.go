package a

// @spec REQ-{n}
func f(a int) int {
	return a
}
