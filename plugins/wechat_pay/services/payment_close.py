"""Make sure that an open payment can no longer be paid, or find that it is."""

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.kernel.transitions import MoveRefused
from plugins.wechat_pay import rules
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import OrderClosed, OrderNotExist, OrderPaid
from plugins.wechat_pay.services.payment_apply_transaction import (
    payment_apply_transaction,
    record_closed,
)
from plugins.wechat_pay.services.payment_sync import refuse_other_merchant
from plugins.wechat_pay.states import PaymentState


def payment_close(
    *, payment: WechatPayment, gateway: PaymentGateway, now: datetime
) -> PaymentState:
    """Query, then close at WeChat; return how the payment stands afterwards.

    `OPEN` comes back when a prepay call may still be on its way: ask again in a
    minute. Safe to repeat after a crash at any line. Never called inside a
    transaction.

    Raises:
        TransactionRefused: WeChat's answer contradicts our books.
        GatewayError: WeChat could not be asked; the payment stays open.
    """
    refuse_other_merchant(payment, gateway)
    if payment.state == PaymentState.OPEN.value:
        _close_there(payment, gateway, now)
        payment.refresh_from_db()
    return PaymentState(payment.state)


def _close_there(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    try:
        _believe(payment, gateway, now)
        if payment.state != PaymentState.OPEN.value:
            return
        gateway.close_order(payment.out_trade_no)
    except OrderPaid:
        # Paid between the two calls.
        _believe(payment, gateway, now)
        return
    except OrderNotExist:
        _close_unheard(payment, now)
        return
    except OrderClosed:
        pass  # Closed by an earlier call whose answer was lost.
    try:
        record_closed(payment=payment, now=now, reason="payment_ended")
    except MoveRefused:
        # Another process was faster; the caller reads what it found.
        return


@transaction.atomic
def _close_unheard(payment: WechatPayment, now: datetime) -> None:
    """Close what WeChat did not know, unless a prepay call may have reached it since.

    `payment` is as it was before WeChat was asked: a prepay that was noted or
    answered meanwhile makes “no such order” old. Under the row's lock, which a
    prepay needs before it calls: a later one finds the payment closed.
    """
    locked = WechatPayment.objects.select_for_update().get(pk=payment.pk)
    before, asked = _prepay(payment), _prepay(locked)
    is_old = asked != before or rules.is_in_flight(**asked, now=now)
    if locked.state == PaymentState.OPEN.value and not is_old:
        record_closed(payment=payment, now=now, reason="payment_ended")


def _prepay(payment: WechatPayment) -> dict[str, Any]:
    return {"handed_out": payment.handed_out, "asked_at": payment.prepay_asked_at}


def _believe(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    word = gateway.query_by_out_trade_no(payment.out_trade_no)
    payment_apply_transaction(transaction=word, now=now)
    payment.refresh_from_db()
