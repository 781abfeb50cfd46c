"""Ask WeChat how a payment stands, and believe the answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q

from plugins.orders.public import order_of_buyer
from plugins.wechat_pay import rules
from plugins.wechat_pay.errors import OtherMerchant
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import OrderNotExist
from plugins.wechat_pay.services.payment_apply_transaction import (
    Applied,
    payment_apply_transaction,
)


def payment_sync(*, payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> Applied:
    """Query one payment and apply the answer; also what a lost notification needs.

    Never called inside a transaction: it talks to WeChat.

    Raises:
        TransactionRefused: the answer contradicts our books.
        GatewayError: WeChat could not be asked.
    """
    refuse_other_merchant(payment, gateway)
    WechatPayment.objects.filter(pk=payment.pk).update(
        check_after=rules.next_check(opened_at=payment.opened_at, now=now), queried_at=now
    )
    try:
        transaction = gateway.query_by_out_trade_no(payment.out_trade_no)
    except OrderNotExist:
        # Its prepay never arrived, or is still on its way.
        return Applied.NOTHING
    applied = payment_apply_transaction(transaction=transaction, now=now)
    payment.refresh_from_db()
    return applied


def payment_sync_for_buyer(
    *, number: str, buyer: Any, gateway: Callable[[], PaymentGateway], now: datetime
) -> WechatPayment | None:
    """Ask about the latest payment of the buyer's order and return it; None: never opened.

    WeChat is asked only while that payment is open, so an ended one answers
    from our books also when WeChat is silent or not configured; and about one
    payment every few seconds only, whoever asks how often at whichever process.

    Raises:
        OrderNotFound: no order of this buyer has that number.
        TransactionRefused, GatewayError: see `payment_sync`.
    """
    order_id = order_of_buyer(number=number, buyer=buyer).order_id
    payment = WechatPayment.objects.filter(order_id=order_id).last()
    if payment is None:
        return None
    if _may_ask(payment, now):
        payment_sync(payment=payment, gateway=gateway(), now=now)
    payment.refresh_from_db()
    return payment


def _may_ask(payment: WechatPayment, now: datetime) -> bool:
    """Take the one question of these seconds, unless another call has it."""
    mine = WechatPayment.objects.open().filter(pk=payment.pk)
    rested = Q(queried_at=None) | Q(queried_at__lte=now - rules.BUYER_ASKS_EVERY)
    return bool(mine.filter(rested).update(queried_at=now))


def refuse_other_merchant(payment: WechatPayment, gateway: PaymentGateway) -> None:
    """Refuse to ask one merchant about another's payment.

    Raises:
        OtherMerchant: the answer would be “no such order”, and a lie.
    """
    # Orders belong to the merchant: which app opened one does not matter for asking.
    if payment.mchid != gateway.mchid:
        raise OtherMerchant(
            f"支付单 {payment} 属于商户 {payment.mchid}，当前配置为 {gateway.mchid}：请恢复原商户配置后再处理。 "
            f"Payment {payment} belongs to merchant {payment.mchid}, configured is "
            f"{gateway.mchid}: restore that merchant's settings to settle it.",
            code="OTHER_MERCHANT",
        )
