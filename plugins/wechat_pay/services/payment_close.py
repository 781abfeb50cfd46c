"""Make sure that an open payment can no longer be paid, or find that it is."""

from datetime import datetime

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
        payment.refresh_from_db()
        if rules.is_in_flight(
            prepay_id=payment.prepay_id, asked_at=payment.prepay_asked_at, now=now
        ):
            return
    except OrderClosed:
        pass  # Closed by an earlier call whose answer was lost.
    try:
        record_closed(payment=payment, now=now, reason="payment_ended")
    except MoveRefused:
        # Another process was faster; the caller reads what it found.
        return


def _believe(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    transaction = gateway.query_by_out_trade_no(payment.out_trade_no)
    payment_apply_transaction(transaction=transaction, now=now)
    payment.refresh_from_db()
