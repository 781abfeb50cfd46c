import pytest

from plugins.kernel.errors import GatewayError
from plugins.wechat import gateway as doors
from plugins.wechat.errors import NotConfigured
from plugins.wechat_simulator import people


def test_session_key_does_not_leave_the_gateway(wechat, newcomer):
    session = wechat.session_of(newcomer["js_code"])

    assert session == doors.WechatSession(
        openid=newcomer["openid"], unionid=people.unionid_of(newcomer["openid"])
    )


def test_phone_is_returned_in_e164(wechat, newcomer, code_for):
    phone = wechat.phone_of(code_for(newcomer["openid"], "phone"))

    assert phone.startswith("+861")
    assert len(phone) == 14


@pytest.mark.parametrize("answer", [{}, {"openid": ""}])
def test_answer_without_openid_is_refused(wechat, client, monkeypatch, answer):
    monkeypatch.setattr(type(client.wxa), "code_to_session", lambda *_: answer)

    with pytest.raises(GatewayError, match="openid"):
        wechat.session_of("any")


def test_shop_without_a_mini_program_says_which_settings_to_set(settings):
    settings.WECHAT_APPID = settings.WECHAT_SECRET = ""
    doors.forget()

    with pytest.raises(NotConfigured, match="WECHAT_APPID, WECHAT_SECRET"):
        doors.gateway()


def test_gateway_is_built_from_settings_once(settings):
    settings.WECHAT_APPID, settings.WECHAT_SECRET = "wx1", "s"
    settings.WECHAT_API_BASE = "https://api.weixin.qq.com/"
    doors.forget()

    gateway = doors.gateway()

    assert gateway is doors.gateway()
    assert gateway.client.wxa.API_BASE_URL == "https://api.weixin.qq.com/"
    assert gateway.client.API_BASE_URL == "https://api.weixin.qq.com/cgi-bin/"
    doors.forget()


def test_token_lives_in_the_shared_cache():
    storage = doors.CachedSession()
    storage.set("wx1_access_token", "token", 60)

    assert doors.CachedSession().get("wx1_access_token") == "token"
    storage.delete("wx1_access_token")
    assert storage.get("wx1_access_token") is None
