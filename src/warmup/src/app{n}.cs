namespace A;

class A
{
    // @spec REQ-{n}
    int F(int a) { return a; }
}
