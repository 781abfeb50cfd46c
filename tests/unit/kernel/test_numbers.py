import pytest

from plugins.kernel.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_plain_digits_are_read(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", [None, "", " 1", "-1", "1.0", "²", "٣", "9" * 19, "9" * 5000])
def test_anything_else_is_no_number(text):
    assert whole_number(text) is None
