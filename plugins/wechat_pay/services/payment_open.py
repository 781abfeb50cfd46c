"""Open an order at WeChat in one way, or take up the payment that is open that way."""

import secrets
from dataclasses import dataclass
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
from plugins.wechat_pay.protocol.types import TradeType
from plugins.wechat_pay.services.payment_apply_transaction import ACTOR
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_pay.states import PaymentState

PROVIDER = "mall_wechat_pay"


@dataclass(frozen=True, slots=True)
class Way:
    """How a buyer is going to pay.

    Attributes:
        appid: the app under which the order is opened.
        openid: the person of that app who may pay; empty for Native.
    """

    trade_type: TradeType
    appid: str
    openid: str = ""


def payment_open(
    *, number: str, buyer: Any, way: Way, gateway: PaymentGateway, now: datetime
) -> WechatPayment:
    """Return the order's open payment with what the buyer's WeChat needs to pay it.

    The row is committed before WeChat is called, and a repetition sends the
    row's own values, so a crash or a double tap at any point ends in the same
    one order there. A payment opened another way is settled and closed at WeChat
    first: one order can never be paid in two ways. No lock is held during a call.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue: there is nothing to pay.
        OtherPaymentUnderWay: another way to pay was chosen and has not ended; repeat.
        GatewayError: WeChat did not answer; repeat.
    """
    payable = order_payable(number=number, buyer=buyer, now=now)
    payment = _open_payment(payable=payable, way=way, gateway=gateway, now=now)
    try:
        return _handed_out(payment, gateway, now)
    except (OrderClosed, OutTradeNoUsed):
        # Somebody ended it at WeChat: settle the old number, take a new one.
        payment_close(payment=payment, gateway=gateway, now=now)
    except OrderPaid:
        payment_sync(payment=payment, gateway=gateway, now=now)
    payable = order_payable(number=number, buyer=buyer, now=now)
    payment = _open_payment(payable=payable, way=way, gateway=gateway, now=now)
    return _handed_out(payment, gateway, now)


def _open_payment(
    *, payable: PayableOrder, way: Way, gateway: PaymentGateway, now: datetime
) -> WechatPayment:
    """Return the order's one open payment, which is paid in this way."""
    payment = WechatPayment.objects.open().filter(order_id=payable.order_id).first()
    if payment is not None and not _serves(payment, way):
        _end(payment, gateway, now)
        payment = None
    if payment is not None:
        return payment
    payments_end_others(order_id=payable.order_id, keeping=PROVIDER)
    try:
        return _create(payable=payable, way=way, gateway=gateway, now=now)
    except IntegrityError:
        return _faster(payable, way)


def _serves(payment: WechatPayment, way: Way) -> bool:
    """WeChat ties an order to one app, one payer and one kind of sheet."""
    return (payment.trade_type, payment.appid, payment.openid) == (
        way.trade_type.value,
        way.appid,
        way.openid,
    )


def _end(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    state = payment_close(payment=payment, gateway=gateway, now=now)
    if state is PaymentState.PAID:
        raise NotPayable()
    if state is PaymentState.OPEN:
        # Its prepay call may still reach WeChat.
        raise OtherPaymentUnderWay()


def _faster(payable: PayableOrder, way: Way) -> WechatPayment:
    """Return what kept the database from taking ours, if it is as good.

    Raises:
        NotPayable: the order was paid or cancelled meanwhile.
        OtherPaymentUnderWay: another provider, or another way, was faster.
    """
    payment = WechatPayment.objects.open().filter(order_id=payable.order_id).first()
    if payment is not None and _serves(payment, way):
        return payment
    if payment is None and not is_awaiting_payment(order_id=payable.order_id):
        raise NotPayable()
    raise OtherPaymentUnderWay()


@transaction.atomic
def _create(
    *, payable: PayableOrder, way: Way, gateway: PaymentGateway, now: datetime
) -> WechatPayment:
    payment = WechatPayment.objects.create(
        order_id=payable.order_id,
        out_trade_no=secrets.token_hex(16),
        appid=way.appid,
        mchid=gateway.mchid,
        trade_type=way.trade_type.value,
        openid=way.openid,
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
        trade_type=way.trade_type.value,
    )
    return payment


def _handed_out(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> WechatPayment:
    if not (payment.prepay_until and payment.prepay_until > now):
        _ask(payment, gateway, now)
    return payment


def _ask(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> None:
    mine = WechatPayment.objects.open().filter(pk=payment.pk)
    # Noted before the call: closing must know that one may be on its way.
    if not mine.update(prepay_asked_at=now):
        raise NotPayable()
    if payment.trade_type == TradeType.NATIVE.value:
        answer = {"code_url": gateway.prepay_native(payment.as_prepay())}
    else:
        answer = {"prepay_id": gateway.prepay_jsapi(payment.as_prepay())}
    until = now + rules.PREPAY_LIFE
    if not mine.update(**answer, prepay_until=until):
        raise NotPayable()
    payment.prepay_until = until
    for name, value in answer.items():
        setattr(payment, name, value)
