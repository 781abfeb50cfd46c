import pytest

from plugins.kernel.masking import masked_phone


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+8613800001234", "138****1234"),
        ("13800001234", "138****1234"),
        ("+4915112345678", "****5678"),
        ("", ""),
        ("123456", ""),
    ],
)
def test_phone_shows_its_last_four_digits(phone, shown):
    assert masked_phone(phone) == shown
