"""Believe what WeChat proves about a payment: the one place that marks paid."""

import logging
from datetime import datetime
from enum import Enum

from django.db import transaction as database

from plugins.kernel.transitions import move
from plugins.orders.public import Payout, order_mark_paid
from plugins.wechat_pay.errors import TransactionRefused
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.types import CURRENCY, TradeState, Transaction
from plugins.wechat_pay.states import TRANSITIONS, PaymentState

logger = logging.getLogger(__name__)

GATEWAY = "mall.payments.wechat"
ACTOR = "system:wechat_pay"


class Applied(Enum):
    """What a transaction changed here."""

    PAID = "paid"  # recorded now
    ALREADY = "already"  # had been recorded before
    CLOSED = "closed"  # WeChat closed it, and now so did we
    NOTHING = "nothing"  # still open, or closed before


@database.atomic
def payment_apply_transaction(*, transaction: Transaction, now: datetime) -> Applied:
    """Bring our payment in line with WeChat's word on it, exactly once.

    The caller has proven that the word is WeChat's. Here it is compared with
    what we asked for; notification and query may bring it in any order, at the
    same moment and repeatedly.

    Raises:
        TransactionRefused: unknown number, or another app, merchant, amount,
            currency or transaction than ours. Nothing was changed.
    """
    payment = (
        WechatPayment.objects.select_for_update()
        .filter(out_trade_no=transaction.out_trade_no)
        .first()
    )
    if payment is None:
        raise TransactionRefused(difference="out_trade_no")
    _refuse_difference(payment, transaction)
    if transaction.is_paid:
        return _record_paid(payment, transaction)
    if transaction.trade_state == TradeState.CLOSED and payment.state == PaymentState.OPEN.value:
        record_closed(payment=payment, now=now, reason="closed_at_wechat")
        return Applied.CLOSED
    return Applied.NOTHING


def _refuse_difference(payment: WechatPayment, transaction: Transaction) -> None:
    compared: dict[str, tuple[object, object]] = {
        "appid": (payment.appid, transaction.appid),
        "mchid": (payment.mchid, transaction.mchid),
    }
    if transaction.is_paid:
        compared |= {
            "amount.total": (payment.total_fen, transaction.total_fen),
            "amount.currency": (CURRENCY, transaction.currency),
        }
        if payment.transaction_id is not None:
            compared["transaction_id"] = (payment.transaction_id, transaction.transaction_id)
    different = [name for name, (ours, theirs) in compared.items() if ours != theirs]
    if different:
        logger.error("wechat_pay %s contradicts our books: %s", payment, different)
        raise TransactionRefused(difference=", ".join(different))


def _record_paid(payment: WechatPayment, transaction: Transaction) -> Applied:
    if payment.state == PaymentState.PAID.value:
        return Applied.ALREADY
    paid_at = transaction.success_time
    assert paid_at is not None  # noqa: S101 - a paid Transaction cannot be read without one
    payout = order_mark_paid(
        order_id=payment.order_id,
        captured_fen=payment.total_fen,
        gateway=GATEWAY,
        reference=transaction.transaction_id,
        paid_at=paid_at,
        actor=ACTOR,
    )
    move(
        payment,
        PaymentState.PAID,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action="wechat_pay.payment.paid",
        reason=payout.value,
        changes={
            "transaction_id": transaction.transaction_id,
            "paid_at": paid_at,
            "payout": payout.value,
            # Whoever scanned is known now; shipping reports name the payer.
            "openid": payment.openid or transaction.payer_openid,
        },
        details={"fen": payment.total_fen},
    )
    if payout in (Payout.LATE, Payout.SURPLUS):
        logger.error("wechat_pay %s took money that has to go back: %s", payment, payout.value)
    return Applied.PAID


def record_closed(*, payment: WechatPayment, now: datetime, reason: str) -> None:
    """Note that WeChat will take no money for this payment any more.

    Raises:
        MoveRefused: it was paid or closed in the meantime.
    """
    move(
        payment,
        PaymentState.CLOSED,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action="wechat_pay.payment.closed",
        reason=reason,
        changes={"closed_at": now},
    )
