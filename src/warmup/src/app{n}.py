# a module
class A:
    def f(a):
        """@spec REQ-{n}"""
        return a
