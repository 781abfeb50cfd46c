import pytest

from plugins.wechat.rules import is_deliverable, phone_with_country, synthetic_email


def test_synthetic_address_is_not_deliverable():
    email = synthetic_email("0a1b")

    assert email == "0a1b@wechat.invalid"
    assert not is_deliverable(email)


def test_real_address_is_deliverable():
    assert is_deliverable("li@example.com")


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [("13812345678", "86", "+8613812345678"), ("91234567", 852, "+85291234567")],
)
def test_phone_is_written_in_e164(number, country, expected):
    assert phone_with_country(number, country) == expected
