"""Which passwords are good enough for whom."""

import pytest
from saleor.account.models import User

from plugins.accounts.errors import PasswordWeak
from plugins.accounts.services.passwords import refuse_weak

NINE, TEN = "Plum-7654", "Plum-76543"


def test_nine_characters_do_for_buyers(buyer_li):
    refuse_weak(NINE, buyer_li)


def test_staff_need_ten(operator_chen):
    with pytest.raises(PasswordWeak, match="至少 10 个字符"):
        refuse_weak(NINE, operator_chen)
    refuse_weak(TEN, operator_chen)


def test_who_is_about_to_work_for_an_enterprise_needs_ten():
    user = User(email="new@example.com")
    user.will_work_for_enterprise = True

    with pytest.raises(PasswordWeak):
        refuse_weak(NINE, user)


@pytest.mark.parametrize(
    "password", ["password1", "1234567890", "li@example.com", "Short-1", "x" * 129, ""]
)
def test_common_similar_short_and_endless_ones_are_refused(buyer_li, password):
    with pytest.raises(PasswordWeak) as refused:
        refuse_weak(password, buyer_li)

    assert refused.value.field == "password"
