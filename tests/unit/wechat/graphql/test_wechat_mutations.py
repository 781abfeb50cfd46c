import pytest
from saleor.account.models import User

from plugins.wechat.models import WechatIdentity

pytestmark = pytest.mark.usefixtures("shop_uses_simulator")


def test_visitor_logs_in_and_is_known_by_the_token(visitor, newcomer):
    answer = visitor.data("WechatLogin", code=newcomer["js_code"])["wechatLogin"]

    assert (answer["errors"], answer["isNew"]) == ([], True)
    visitor.headers = {"Authorization": f"JWT {answer['token']}"}
    assert visitor.data("Me")["me"]["id"] == answer["user"]["id"]


def test_answer_holds_neither_session_key_nor_openid(visitor, newcomer):
    response = visitor.send("WechatLogin", code=newcomer["js_code"])

    assert b"session_key" not in response.content
    assert newcomer["openid"].encode() not in response.content


def test_wrong_code_is_refused_in_both_languages(visitor):
    answer = visitor.data("WechatLogin", code="made-up")["wechatLogin"]

    [error] = answer["errors"]
    assert (error["code"], error["field"]) == ("WECHAT_CODE_INVALID", "code")
    assert error["message"] == "微信凭证无效或已过期。请重新打开小程序再试。"
    assert error["messageEn"].startswith("The WeChat code is unknown")
    assert (answer["token"], answer["user"]) == (None, None)
    assert User.objects.count() == 0


def test_buyer_binds_a_phone_number(visitor, newcomer, code_for):
    token = visitor.data("WechatLogin", code=newcomer["js_code"])["wechatLogin"]["token"]
    visitor.headers = {"Authorization": f"JWT {token}"}
    code = code_for(newcomer["openid"], "phone")

    assert visitor.data("MyPhone") == {"myPhone": ""}

    answer = visitor.data("WechatPhoneBind", code=code)["wechatPhoneBind"]

    phone = WechatIdentity.objects.get().phone
    assert answer == {"phone": phone, "errors": []}
    assert visitor.data("MyPhone") == {"myPhone": f"{phone[3:6]}****{phone[-4:]}"}


def test_visitor_may_not_bind_a_number(visitor, wire):
    response = visitor.send("WechatPhoneBind", code="any")

    assert b"LOGIN_REQUIRED" in response.content
    assert wire.sent == []
