from datetime import timedelta

import pytest
from django.utils import timezone
from saleor.warehouse.models import Allocation

from plugins.orders.public import Verdict
from plugins.orders.services.order_cancel import order_end
from plugins.wechat_pay import provider
from plugins.wechat_pay.errors import OtherMerchant
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import OrderNotExist, RemoteFault, TransportFault
from plugins.wechat_pay.provider import WechatPayProvider
from plugins.wechat_pay.rules import PREPAY_IN_FLIGHT
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.states import PaymentState


def close(payment, wechat, *, after=timedelta(0)):
    return payment_close(payment=payment, gateway=wechat, now=timezone.now() + after)


def test_unpaid_payment_is_queried_then_closed_at_wechat(payment, wechat):
    wechat.calls.clear()

    assert close(payment, wechat) is PaymentState.CLOSED

    assert wechat.calls == ["query", "close"]
    assert wechat.held[payment.out_trade_no].transaction.trade_state == "CLOSED"


def test_paid_payment_is_recorded_instead(payment, wechat, placed):
    wechat.pay(payment.out_trade_no)
    wechat.calls.clear()

    assert close(payment, wechat) is PaymentState.PAID

    placed.refresh_from_db()
    assert placed.state == "paid"
    assert wechat.calls == ["query"]


def test_payment_between_query_and_close_is_recorded(payment, wechat, placed):
    wechat.just_before("close", lambda: wechat.pay(payment.out_trade_no))

    assert close(payment, wechat) is PaymentState.PAID

    placed.refresh_from_db()
    assert placed.state == "paid"


def test_closing_whose_answer_was_lost_can_be_repeated(payment, wechat):
    wechat.just_before("close", lambda: wechat.close_order(payment.out_trade_no))

    assert close(payment, wechat) is PaymentState.CLOSED


def test_closing_twice_asks_once(payment, wechat):
    close(payment, wechat)
    wechat.calls.clear()

    assert close(payment, wechat) is PaymentState.CLOSED
    assert wechat.calls == []


@pytest.mark.parametrize("call", ["query", "close"])
def test_silence_of_wechat_keeps_the_payment_open(payment, wechat, call):
    wechat.fail_next(call, RemoteFault(code="SYSTEM_ERROR"))

    with pytest.raises(RemoteFault):
        close(payment, wechat)

    payment.refresh_from_db()
    assert payment.state == "open"


def test_unknown_order_is_closed_only_when_no_call_can_still_arrive(start, wechat):
    wechat.fail_next("prepay", TransportFault(code="NO_ANSWER"))
    with pytest.raises(TransportFault):
        start()
    payment = WechatPayment.objects.get()

    assert close(payment, wechat) is PaymentState.OPEN
    assert close(payment, wechat, after=PREPAY_IN_FLIGHT) is PaymentState.CLOSED


def test_another_merchant_is_not_asked(payment, wechat):
    wechat.mchid = "1900000002"

    for ask in (payment_close, payment_sync):
        with pytest.raises(OtherMerchant, match="1900000002"):
            ask(payment=payment, gateway=wechat, now=timezone.now())

    assert wechat.calls == ["prepay"]


# What orders see of it


@pytest.fixture
def ending(wechat, monkeypatch):
    """The provider, talking to WeChat in memory."""
    monkeypatch.setattr(provider, "gateway", lambda: wechat)
    return WechatPayProvider()


def test_order_without_payment_needs_no_wechat(placed, ending, wechat):
    assert ending.end_payments(order_id=placed.order_id) is Verdict.CLOSED
    assert wechat.calls == []


def test_open_payment_is_ended(placed, payment, ending):
    assert ending.end_payments(order_id=placed.order_id) is Verdict.CLOSED
    assert ending.end_payments(order_id=placed.order_id) is Verdict.CLOSED


def test_paid_order_is_reported_paid(placed, payment, ending, wechat):
    wechat.pay(payment.out_trade_no)

    assert ending.end_payments(order_id=placed.order_id) is Verdict.PAID
    wechat.calls.clear()
    assert ending.end_payments(order_id=placed.order_id) is Verdict.PAID
    assert wechat.calls == []


def test_silence_is_no_verdict(placed, payment, ending, wechat):
    wechat.fail_next("query", TransportFault(code="NO_ANSWER"))

    assert ending.end_payments(order_id=placed.order_id) is Verdict.UNKNOWN


def test_contradiction_is_no_verdict(placed, payment, ending, wechat):
    wechat.pay(payment.out_trade_no)
    WechatPayment.objects.update(total_fen=1)

    assert ending.end_payments(order_id=placed.order_id) is Verdict.UNKNOWN
    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"


def test_overdue_order_gives_its_stock_back_after_closing_at_wechat(
    placed, payment, ending, wechat
):
    verdict = order_end(placed=placed, now=timezone.now(), actor="system:test", reason="overdue")

    placed.refresh_from_db()
    assert (verdict, placed.state) == (Verdict.CLOSED, "cancelled")
    assert wechat.held[payment.out_trade_no].transaction.trade_state == "CLOSED"
    assert sum(row.quantity_allocated for row in Allocation.objects.all()) == 0


# The sweep


def test_lost_notification_is_found_by_the_sweep(placed, payment, wechat):
    wechat.pay(payment.out_trade_no)
    soon = timezone.now() + timedelta(seconds=31)

    assert payments_sync_open(gateway=wechat, now=timezone.now()) == {}
    assert payments_sync_open(gateway=wechat, now=soon) == {"paid": 1}
    assert payments_sync_open(gateway=wechat, now=soon) == {}
    placed.refresh_from_db()
    assert placed.state == "paid"


def test_sweep_waits_longer_for_older_payments(payment, wechat):
    WechatPayment.objects.update(opened_at=timezone.now() - timedelta(minutes=20))
    now = timezone.now() + timedelta(seconds=31)

    assert payments_sync_open(gateway=wechat, now=now) == {"nothing": 1}
    assert payments_sync_open(gateway=wechat, now=now + timedelta(minutes=9)) == {}
    assert payments_sync_open(gateway=wechat, now=now + timedelta(minutes=11)) == {"nothing": 1}


def test_failing_check_is_counted_and_tried_later(payment, wechat):
    wechat.fail_next("query", TransportFault(code="NO_ANSWER"))
    now = timezone.now() + timedelta(seconds=31)

    assert payments_sync_open(gateway=wechat, now=now) == {"failed": 1}
    assert payments_sync_open(gateway=wechat, now=now) == {}
    payment.refresh_from_db()
    assert payment.state == "open"


def test_prepay_that_arrives_after_no_such_order_keeps_the_payment_open(start, wechat):
    """Otherwise the buyer holds a sheet of a payment that our books call closed."""
    wechat.fail_next("prepay", TransportFault(code="NO_ANSWER"))
    with pytest.raises(TransportFault):
        start()
    payment = WechatPayment.objects.get()
    wechat.just_before("query", start)
    wechat.fail_next("query", OrderNotExist(code="ORDER_NOT_EXIST", http_status=404))

    assert close(payment, wechat, after=PREPAY_IN_FLIGHT * 2) is PaymentState.OPEN

    payment.refresh_from_db()
    assert payment.prepay_id
    assert close(payment, wechat, after=PREPAY_IN_FLIGHT * 2) is PaymentState.CLOSED
    assert wechat.held[payment.out_trade_no].transaction.trade_state == "CLOSED"
