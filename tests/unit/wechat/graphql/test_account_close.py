"""An account that WeChat made is closed by who WeChat says is asking, and by no one else."""

import pytest
from saleor.account.models import User

from plugins.wechat.models import WechatIdentity

pytestmark = pytest.mark.usefixtures("shop_uses_simulator")


def codes(answer):
    return [error["code"] for error in answer["wechatAccountClose"]["errors"]]


@pytest.fixture
def li(visitor, newcomer):
    """李晓梅, logged in with WeChat."""
    token = visitor.data("WechatLogin", code=newcomer["js_code"])["wechatLogin"]["token"]
    visitor.headers = {"Authorization": f"JWT {token}"}
    return visitor


def test_a_fresh_code_of_hers_closes_it(li, newcomer, code_for):
    answer = li.data("WechatAccountClose", code=code_for(newcomer["openid"], "login"))

    assert codes(answer) == []
    assert not WechatIdentity.objects.exists()
    assert User.objects.get().is_active is False
    assert li.send("MyOrders", first=1).status_code == 401


@pytest.mark.parametrize("code", ["made-up", "used"])
def test_no_fresh_code_closes_nothing(li, newcomer, code):
    sent = newcomer["js_code"] if code == "used" else code

    [refusal] = codes(li.data("WechatAccountClose", code=sent))

    assert refusal in ("WECHAT_CODE_INVALID", "WECHAT_CODE_USED")
    assert User.objects.get().is_active


def test_the_code_of_another_person_closes_nothing(li, newcomer, code_for):
    WechatIdentity.objects.update(openid="somebody-else")

    answer = li.data("WechatAccountClose", code=code_for(newcomer["openid"], "login"))

    assert codes(answer) == ["WECHAT_IDENTITY_OF_ANOTHER"]
    assert User.objects.get().is_active


def test_an_account_with_an_address_is_closed_by_its_link_alone(li, newcomer, code_for):
    User.objects.update(email="li@example.com")

    li.headers = {}  # a new address ended the old login
    token = li.data("WechatLogin", code=code_for(newcomer["openid"], "login"))
    li.headers = {"Authorization": f"JWT {token['wechatLogin']['token']}"}
    answer = li.data("WechatAccountClose", code=code_for(newcomer["openid"], "login"))

    assert codes(answer) == ["CLOSE_BY_MAIL"]
    assert User.objects.get().is_active


def test_nobody_closes_an_account_without_a_login(visitor, newcomer):
    assert visitor.send("WechatAccountClose", code=newcomer["js_code"]).status_code == 401
