// @spec REQ-9 "]; click
function f() {}
