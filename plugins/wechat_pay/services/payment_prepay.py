"""Hand the buyer what opens the payment sheet in WeChat."""

from datetime import datetime
from typing import Any

from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.protocol.paysign import RequestPayment
from plugins.wechat_pay.protocol.types import TradeType
from plugins.wechat_pay.services.payment_open import Way, payment_open


def payment_prepay(
    *,
    number: str,
    buyer: Any,
    openid: str,
    gateway: PaymentGateway,
    now: datetime,
    appid: str = "",
) -> RequestPayment:
    """Return freshly signed parameters of the payment sheet for the buyer's order.

    Args:
        appid: the app that `openid` belongs to and that shows the sheet; empty:
            the mini-program.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue: there is nothing to pay.
        OtherPaymentUnderWay: another way to pay has not ended; repeat.
        GatewayError: WeChat did not answer; repeat.
    """
    way = Way(trade_type=TradeType.JSAPI, appid=appid or gateway.appid, openid=openid)
    payment = payment_open(number=number, buyer=buyer, way=way, gateway=gateway, now=now)
    return gateway.request_payment(prepay_id=payment.prepay_id, appid=payment.appid)
