"""Open a payment at WeChat and hand the buyer what the payment sheet needs."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from plugins.kernel import audit
from plugins.orders.public import (
    NotPayable,
    OtherPaymentUnderWay,
    PayableOrder,
    is_awaiting_payment,
    order_payable,
    payments_end_others,
)
from plugins.wechat_pay import rules
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.errors import OrderClosed, OrderPaid, OutTradeNoUsed
from plugins.wechat_pay.protocol.paysign import RequestPayment
from plugins.wechat_pay.services.payment_apply_transaction import ACTOR
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_pay.states import PaymentState

PROVIDER = "mall_wechat_pay"


def payment_prepay(
    *, number: str, buyer: Any, openid: str, gateway: PaymentGateway, now: datetime
) -> RequestPayment:
    """Return fresh `wx.requestPayment` parameters for the buyer's order.

    The row is committed before WeChat is called, and a repetition sends the
    row's own values, so a crash or a double tap at any point ends in the same
    one order there. No lock is held during the call.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue: there is nothing to pay.
        OtherPaymentUnderWay: another provider's payment has not ended.
        GatewayError: WeChat did not answer; repeat.
    """
    payable = order_payable(number=number, buyer=buyer, now=now)
    payment = _open_payment(payable=payable, openid=openid, gateway=gateway, now=now)
    try:
        return _parameters(payment, gateway, now)
    except (OrderClosed, OutTradeNoUsed):
        # Somebody ended it at WeChat: settle the old number, take a new one.
        payment_close(payment=payment, gateway=gateway, now=now)
    except OrderPaid:
        payment_sync(payment=payment, gateway=gateway, now=now)
    payable = order_payable(number=number, buyer=buyer, now=now)
    payment = _open_payment(payable=payable, openid=openid, gateway=gateway, now=now)
    return _parameters(payment, gateway, now)


def _open_payment(
    *, payable: PayableOrder, openid: str, gateway: PaymentGateway, now: datetime
) -> WechatPayment:
    """Return the order's one way to be paid: its open payment for this payer."""
    payment = WechatPayment.objects.open().filter(order_id=payable.order_id).first()
    if payment is not None and not _serves(payment, openid, gateway):
        state = payment_close(payment=payment, gateway=gateway, now=now)
        if state is not PaymentState.CLOSED:
            raise NotPayable()
        payment = None
    if payment is not None:
        return payment
    payments_end_others(order_id=payable.order_id, keeping=PROVIDER)
    try:
        return _create(payable=payable, openid=openid, gateway=gateway, now=now)
    except IntegrityError:
        return _faster(payable)


def _faster(payable: PayableOrder) -> WechatPayment:
    """Return what kept the database from taking ours, if it is as good.

    Raises:
        NotPayable: the order was paid or cancelled meanwhile.
        OtherPaymentUnderWay: another provider was faster.
    """
    payment = WechatPayment.objects.open().filter(order_id=payable.order_id).first()
    if payment is not None:
        return payment
    if not is_awaiting_payment(order_id=payable.order_id):
        raise NotPayable()
    raise OtherPaymentUnderWay()


def _serves(payment: WechatPayment, openid: str, gateway: PaymentGateway) -> bool:
    """WeChat ties an order to one payer: another phone needs another number."""
    return (payment.openid, payment.appid) == (openid, gateway.appid)


@transaction.atomic
def _create(
    *, payable: PayableOrder, openid: str, gateway: PaymentGateway, now: datetime
) -> WechatPayment:
    payment = WechatPayment.objects.create(
        order_id=payable.order_id,
        out_trade_no=secrets.token_hex(16),
        appid=gateway.appid,
        mchid=gateway.mchid,
        openid=openid,
        description=rules.payment_description(payable.description),
        notify_url=settings.WECHAT_PAY_NOTIFY_URL,
        total_fen=payable.total_fen,
        is_shared=settings.WECHAT_PROFIT_SHARING,
        opened_at=now,
        pay_by=payable.pay_by,
        check_after=now + rules.FIRST_CHECK,
    )
    audit.record(
        "wechat_pay.payment.opened",
        payment,
        actor=ACTOR,
        order=payable.order_id,
        total_fen=payable.total_fen,
    )
    return payment


def _parameters(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> RequestPayment:
    if not (payment.prepay_until and payment.prepay_until > now):
        _ask(payment, gateway, now)
    return gateway.request_payment(prepay_id=payment.prepay_id)


def _ask(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    mine = WechatPayment.objects.open().filter(pk=payment.pk)
    # Noted before the call: closing must know that one may be on its way.
    if not mine.update(prepay_asked_at=now):
        raise NotPayable()
    payment.prepay_id = gateway.prepay_jsapi(payment.as_prepay())
    payment.prepay_until = now + rules.PREPAY_LIFE
    if not mine.update(prepay_id=payment.prepay_id, prepay_until=payment.prepay_until):
        raise NotPayable()
