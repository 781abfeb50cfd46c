from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.payment import PaymentError
from saleor.payment.gateway import refund
from saleor.payment.models import Payment

from plugins.kernel.audit import history_of
from plugins.orders.public import order_paid
from plugins.orders.services.order_cancel import _cancel
from plugins.wechat_pay.errors import TransactionRefused
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_apply_transaction import (
    Applied,
    payment_apply_transaction,
)


def apply(transaction):
    return payment_apply_transaction(transaction=transaction, now=timezone.now())


@pytest.fixture
def paid(payment, wechat):
    """WeChat's word that the buyer has paid."""
    return wechat.pay(payment.out_trade_no)


def test_proven_payment_pays_the_order(payment, placed, paid):
    assert apply(paid) is Applied.PAID

    payment.refresh_from_db()
    placed.refresh_from_db()
    assert (payment.state, payment.transaction_id) == ("paid", paid.transaction_id)
    assert (payment.paid_at, payment.payout) == (paid.success_time, "applied")
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    assert Payment.objects.get().token == paid.transaction_id
    assert [entry.action for entry in history_of(payment)][-1] == "wechat_pay.payment.paid"


def test_same_word_again_changes_nothing(placed, paid, django_capture_on_commit_callbacks):
    heard = []
    order_paid.connect(lambda **news: heard.append(news["order_id"]), weak=False)
    with django_capture_on_commit_callbacks(execute=True):
        results = [apply(paid) for _ in range(3)]

    assert results == [Applied.PAID, Applied.ALREADY, Applied.ALREADY]
    assert Payment.objects.count() == 1
    assert heard == [placed.order_id]


@pytest.mark.parametrize(
    ("change", "difference"),
    [
        ({"out_trade_no": "unknown-0001"}, "out_trade_no"),
        ({"appid": "wx-of-another-app"}, "appid"),
        ({"mchid": "1900000002"}, "mchid"),
        ({"total_fen": 2679}, "amount.total"),
        ({"total_fen": 2681}, "amount.total"),
        ({"currency": "USD"}, "amount.currency"),
        ({"currency": ""}, "amount.currency"),
    ],
)
def test_word_that_contradicts_our_books_is_refused(payment, placed, paid, change, difference):
    with pytest.raises(TransactionRefused) as refused:
        apply(replace(paid, **change))

    placed.refresh_from_db()
    payment.refresh_from_db()
    assert refused.value.params == {"difference": difference}
    assert (payment.state, placed.state, placed.paid_fen) == ("open", "awaiting_payment", 0)
    assert Payment.objects.count() == 0


def test_second_transaction_for_a_paid_number_is_refused(paid):
    apply(paid)

    with pytest.raises(TransactionRefused, match="transaction_id"):
        apply(replace(paid, transaction_id="4299999"))

    assert Payment.objects.count() == 1


def test_unpaid_word_leaves_the_payment_open(payment, wechat):
    unpaid = wechat.query_by_out_trade_no(payment.out_trade_no)

    assert apply(unpaid) is Applied.NOTHING
    payment.refresh_from_db()
    assert payment.state == "open"


def test_word_of_closing_closes_here_too(payment, wechat):
    wechat.close_order(payment.out_trade_no)
    closed = wechat.query_by_out_trade_no(payment.out_trade_no)

    assert [apply(closed), apply(closed)] == [Applied.CLOSED, Applied.NOTHING]
    payment.refresh_from_db()
    assert payment.state == "closed"


def test_money_for_a_cancelled_order_is_kept_in_sight(payment, placed, paid):
    WechatPayment.objects.update(state="closed", closed_at=timezone.now())
    assert _cancel(placed=placed, now=timezone.now(), actor="system:test", reason="test")

    assert apply(paid) is Applied.PAID

    payment.refresh_from_db()
    placed.refresh_from_db()
    assert (payment.state, payment.payout) == ("paid", "late")
    assert placed.state == "paid_late"


def test_money_for_a_payment_believed_closed_is_recorded(payment, placed, paid):
    WechatPayment.objects.update(state="closed", closed_at=timezone.now())

    assert apply(paid) is Applied.PAID

    placed.refresh_from_db()
    assert placed.state == "paid"


def test_refund_from_saleors_own_screens_moves_no_money(paid):
    apply(paid)
    captured = Payment.objects.get()

    with pytest.raises(PaymentError):
        refund(captured)

    captured.refresh_from_db()
    assert captured.captured_amount == Decimal("26.80")
    assert captured.charge_status == "fully-charged"
