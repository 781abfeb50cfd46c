"""Reads of WeChat payments."""

from django.db.models import Model

from plugins.orders.public import Payout
from plugins.wechat_pay.errors import NothingToRefund
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.states import PaymentState


def payment_of_order(*, order_id: int) -> WechatPayment:
    """Return the payment that paid the order, late or not; never a surplus one.

    Raises:
        NothingToRefund: the order was not paid through WeChat.
    """
    payment = (
        WechatPayment.objects.filter(order_id=order_id, state=PaymentState.PAID.value)
        .exclude(payout=Payout.SURPLUS.value)
        .first()
    )
    if payment is None:
        raise NothingToRefund()
    return payment


def payment_of_transaction(*, transaction_id: str) -> WechatPayment | None:
    """Return the payment that WeChat knows by this number, if it paid its order."""
    return (
        WechatPayment.objects.filter(transaction_id=transaction_id)
        .exclude(payout=Payout.SURPLUS.value)
        .first()
    )


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    payments = WechatPayment.objects.filter(order_id=order_id)
    refunds = WechatRefund.objects.filter(payment__order_id=order_id)
    return [*payments, *refunds]
