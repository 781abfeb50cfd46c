"""Paying by a code, and changing one's mind between ways to pay."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.orders.public import NotPayable, OtherPaymentUnderWay
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import TransportFault
from plugins.wechat_pay.services.payment_code import payment_code
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payment_sync import payment_sync

OFFICIAL = "wx00000000000000ff"


@pytest.fixture
def code(placed, buyer_li, wechat):
    """`code()` shows the order's QR code."""
    return lambda: payment_code(
        number=placed.number, buyer=buyer_li, gateway=wechat, now=timezone.now()
    )


@pytest.fixture
def in_browser(placed, buyer_li, wechat):
    """`in_browser()` opens the sheet in WeChat's own browser."""
    return lambda: payment_prepay(
        number=placed.number,
        buyer=buyer_li,
        openid="p-li",
        appid=OFFICIAL,
        gateway=wechat,
        now=timezone.now(),
    )


def test_code_needs_no_openid_and_is_the_same_when_asked_again(code, wechat, placed):
    first, second = code(), code()

    assert first == second
    assert first.code_url.startswith("weixin://wxpay/bizpayurl")
    assert first.until == placed.pay_by
    assert wechat.calls == ["prepay"]
    [held] = wechat.held.values()
    assert (held.prepay.openid, held.prepay.appid) == ("", wechat.appid)
    assert "payer" not in held.prepay.as_body(appid=wechat.appid, mchid=wechat.mchid)


def test_whoever_scanned_has_paid_the_order_and_is_known_now(code, wechat, placed):
    code()
    payment = WechatPayment.objects.get()
    wechat.pay(payment.out_trade_no)

    payment_sync(payment=payment, gateway=wechat, now=timezone.now())

    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    assert (payment.trade_type, payment.openid, payment.payout) == (
        "NATIVE",
        "o-who-scanned",
        "applied",
    )
    with pytest.raises(NotPayable):
        code()


@pytest.mark.parametrize(
    "ways", [("start", "code"), ("code", "in_browser"), ("in_browser", "start")]
)
def test_another_way_closes_the_first_at_wechat(ways, wechat, request):
    """Begun in the mini-program, in WeChat's browser or by a code; ended in another."""
    first, second = (request.getfixturevalue(way) for way in ways)
    first()
    second()

    closed, opened = WechatPayment.objects.order_by("pk")
    assert (closed.state, opened.state) == ("closed", "open")
    states = [wechat.held[each.out_trade_no].transaction.trade_state for each in (closed, opened)]
    assert states == ["CLOSED", "NOTPAY"]


def test_sheet_in_wechats_browser_is_signed_for_its_own_app(in_browser, wechat):
    request = in_browser()

    payment = WechatPayment.objects.get()
    assert (request.app_id, payment.appid, payment.openid) == (OFFICIAL, OFFICIAL, "p-li")
    wechat.pay(payment.out_trade_no)
    payment_sync(payment=payment, gateway=wechat, now=timezone.now())
    assert payment.state == "paid"


def test_what_was_paid_by_code_cannot_be_paid_in_the_app(code, start, wechat, placed):
    code()
    wechat.pay(WechatPayment.objects.get().out_trade_no)

    with pytest.raises(NotPayable):
        start()

    placed.refresh_from_db()
    assert placed.state == "paid"
    assert WechatPayment.objects.count() == 1


def test_code_whose_answer_was_lost_is_not_given_up_for_another_way(code, start, wechat):
    """WeChat says “no such order”, and the call may still arrive: a scan could pay it."""
    wechat.fail_next("prepay", TransportFault(code="NO_ANSWER"))
    with pytest.raises(TransportFault):
        code()

    with pytest.raises(OtherPaymentUnderWay):
        start()

    assert WechatPayment.objects.get().state == "open"


@pytest.mark.parametrize(
    "change",
    [{"openid": ""}, {"code_url": "weixin://wxpay/bizpayurl?pr=1"}, {"trade_type": "NATIVE"}],
)
def test_database_refuses_a_payment_of_two_kinds(payment, change):
    with (
        pytest.raises(IntegrityError, match="wechat_pay_kind_knows_its_way"),
        transaction.atomic(),
    ):
        WechatPayment.objects.filter(pk=payment.pk).update(**change)
