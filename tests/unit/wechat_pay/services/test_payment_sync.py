from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.orders.errors import OrderNotFound
from plugins.orders.public import order_mark_paid
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_sync import payment_sync_for_buyer
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.states import PaymentState


@pytest.fixture
def ask(placed, wechat):
    """`ask(buyer)` is the client asking when the payment sheet has closed."""

    def call(buyer, *, after=0):
        payment = payment_sync_for_buyer(
            number=placed.number,
            buyer=buyer,
            gateway=lambda: wechat,
            now=timezone.now() + timedelta(seconds=after),
        )
        return payment and PaymentState(payment.state)

    return call


def test_buyer_learns_of_the_payment_before_any_notification(
    ask, payment, wechat, placed, buyer_li
):
    assert ask(buyer_li) is PaymentState.OPEN
    wechat.pay(payment.out_trade_no)

    assert ask(buyer_li, after=4) is PaymentState.PAID

    placed.refresh_from_db()
    assert placed.state == "paid"


def test_impatient_client_asks_wechat_once_in_three_seconds(ask, payment, wechat, buyer_li):
    wechat.calls.clear()

    assert {ask(buyer_li) for _ in range(5)} == {PaymentState.OPEN}
    assert wechat.calls == ["query"]

    wechat.pay(payment.out_trade_no)
    assert ask(buyer_li, after=2) is PaymentState.OPEN
    assert ask(buyer_li, after=4) is PaymentState.PAID
    assert wechat.calls == ["query"] * 2


def test_sweep_closes_what_its_order_does_not_need(payment, wechat, placed):
    order_mark_paid(
        order_id=placed.order_id,
        captured_fen=2680,
        gateway="mall.payments.test",
        reference="pi_1",
        paid_at=timezone.now(),
        actor="system:test",
    )

    later = timezone.now() + timedelta(minutes=2)
    assert payments_sync_open(gateway=wechat, now=later) == {"closed": 1}

    payment.refresh_from_db()
    assert payment.state == "closed"
    assert wechat.held[payment.out_trade_no].transaction.trade_state == "CLOSED"


def test_ended_payment_is_answered_from_our_books(ask, payment, wechat, buyer_li):
    wechat.pay(payment.out_trade_no)
    ask(buyer_li)
    wechat.calls.clear()

    assert ask(buyer_li) is PaymentState.PAID
    assert wechat.calls == []


def test_latest_payment_counts(ask, start, wechat, buyer_li):
    start(openid="o-li")
    start(openid="o-sister")
    wechat.pay(WechatPayment.objects.last().out_trade_no)

    assert ask(buyer_li) is PaymentState.PAID


def test_order_never_opened_at_wechat_has_no_state(ask, wechat, buyer_li):
    assert ask(buyer_li) is None
    assert wechat.calls == []


def test_somebody_elses_order_does_not_exist(ask, payment, wechat, buyer_zhou):
    wechat.calls.clear()

    with pytest.raises(OrderNotFound):
        ask(buyer_zhou)

    assert wechat.calls == []
