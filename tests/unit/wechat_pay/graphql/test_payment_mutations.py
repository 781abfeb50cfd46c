"""Starting and checking a payment through the public door."""

import pytest
from django.utils import timezone

from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.errors import NotConfigured
from plugins.wechat_pay.graphql.mutations import (
    wechat_payment_code,
    wechat_payment_start,
    wechat_payment_sync,
)
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import TransportFault


@pytest.fixture(autouse=True)
def connected(wechat, monkeypatch):
    """All of them talk to WeChat in memory."""
    for module in (wechat_payment_code, wechat_payment_start, wechat_payment_sync):
        monkeypatch.setattr(module, "gateway", lambda: wechat)


@pytest.fixture
def li_in_wechat(buyer_li, wechat):
    now = timezone.now()
    return WechatIdentity.objects.create(
        app_id=wechat.appid, openid="o-li", user=buyer_li, created_at=now, last_login_at=now
    )


@pytest.fixture
def li(client_of, buyer_li, li_in_wechat):
    return client_of(buyer_li)


def start(client, placed):
    return client.data("WechatPaymentStart", orderNumber=placed.number)["wechatPaymentStart"]


def sync(client, placed):
    return client.data("WechatPaymentSync", orderNumber=placed.number)["wechatPaymentSync"]


def codes(answer):
    return [error["code"] for error in answer["errors"]]


def test_buyer_gets_what_the_payment_sheet_needs(li, placed, wechat):
    answer = start(li, placed)

    payment = WechatPayment.objects.get()
    assert answer["errors"] == []
    assert answer["request"]["package"] == f"prepay_id={payment.prepay_id}"
    assert answer["request"]["appId"] == wechat.appid
    assert set(answer["request"]) == {
        "appId",
        "timeStamp",
        "nonceStr",
        "package",
        "signType",
        "paySign",
    }
    assert payment.openid == "o-li"


def test_buyer_asks_and_learns(li, placed, wechat):
    assert sync(li, placed) == {"state": None, "codeUrl": None, "errors": []}
    start(li, placed)
    assert sync(li, placed)["state"] == "OPEN"
    wechat.pay(WechatPayment.objects.get().out_trade_no)
    assert sync(li, placed)["state"] == "OPEN"  # asked a moment ago
    WechatPayment.objects.update(queried_at=None)

    assert sync(li, placed)["state"] == "PAID"
    assert codes(start(li, placed)) == ["NOT_PAYABLE"]


def test_account_without_wechat_is_told_to_log_in_there(client_of, buyer_li, placed, wechat):
    answer = start(client_of(buyer_li), placed)

    assert (codes(answer), answer["request"]) == (["WECHAT_IDENTITY_MISSING"], None)
    assert wechat.calls == []


def test_stranger_finds_no_order(client_of, buyer_zhou, placed, wechat, li_in_wechat):
    WechatIdentity.objects.update(user=buyer_zhou)
    zhou = client_of(buyer_zhou)

    assert codes(start(zhou, placed)) == ["ORDER_NOT_FOUND"]
    assert codes(sync(zhou, placed)) == ["ORDER_NOT_FOUND"]
    assert wechat.calls == []


@pytest.mark.parametrize("name", ["WechatPaymentStart", "WechatPaymentCode", "WechatPaymentSync"])
def test_visitor_must_log_in(visitor, placed, wechat, name):
    answer = visitor.send(name, orderNumber=placed.number).json()

    assert "LOGIN_REQUIRED" in str(answer)
    assert wechat.calls == []


@pytest.mark.parametrize("permanent", [False, True])
def test_silence_of_wechat_is_told_without_its_reason(
    li, placed, wechat, monkeypatch, caplog, permanent
):
    error = NotConfigured("secret path /keys") if permanent else TransportFault(code="NO_ANSWER")
    wechat.fail_next("prepay", error)

    answer = start(li, placed)

    assert codes(answer) == ["WECHAT_PAY_UNAVAILABLE"]
    assert "secret path" not in str(answer)
    assert [record.levelname for record in caplog.records if "to a buyer" in record.message] == [
        "ERROR" if permanent else "WARNING"
    ]


def test_page_learns_whether_its_code_is_still_good(client_of, buyer_li, placed, wechat):
    """Without any identity in WeChat: whoever scans pays."""
    li = client_of(buyer_li)

    shown = li.data("WechatPaymentCode", orderNumber=placed.number)["wechatPaymentCode"]

    assert shown["errors"] == []
    assert sync(li, placed)["codeUrl"] == shown["codeUrl"]
    now = timezone.now()
    WechatIdentity.objects.create(
        app_id=wechat.appid, openid="o-li", user=buyer_li, created_at=now, last_login_at=now
    )
    start(li, placed)
    answer = sync(li, placed)
    assert (answer["state"], answer["codeUrl"]) == ("OPEN", None)


def test_sheet_in_wechats_browser_needs_the_official_accounts_openid(
    li, buyer_li, placed, settings
):
    settings.WECHAT_OFFICIAL_APPID = "wx00000000000000ff"
    asked = {"orderNumber": placed.number, "app": "OFFICIAL_ACCOUNT"}
    refused = li.data("WechatPaymentStart", **asked)["wechatPaymentStart"]
    now = timezone.now()
    WechatIdentity.objects.create(
        app_id="wx00000000000000ff", openid="p-li", user=buyer_li, created_at=now, last_login_at=now
    )

    opened = li.data("WechatPaymentStart", **asked)["wechatPaymentStart"]

    assert codes(refused) == ["WECHAT_IDENTITY_MISSING"]
    assert opened["request"]["appId"] == "wx00000000000000ff"
    assert WechatPayment.objects.get().openid == "p-li"
