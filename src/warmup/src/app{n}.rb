# @spec REQ-{n}
def f(a)
  a
end
