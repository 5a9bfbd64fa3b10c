def test_req_{n}_works():
    """REQ-{n}"""
    assert True
