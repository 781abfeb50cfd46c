"""Hand the buyer a code that she, or somebody for her, scans with WeChat."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from plugins.wechat_pay import rules
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.protocol.types import TradeType
from plugins.wechat_pay.services.payment_open import Way, payment_open


@dataclass(frozen=True, slots=True)
class PaymentCode:
    """What the QR code says, and when another one has to be asked for."""

    code_url: str
    until: datetime


def payment_code(*, number: str, buyer: Any, gateway: PaymentGateway, now: datetime) -> PaymentCode:
    """Open the buyer's order for whoever scans; safe to repeat.

    No account in WeChat is needed. It is opened under the mini-program's app id,
    which every shop has, so that shipping management knows the payment.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue: there is nothing to pay.
        OtherPaymentUnderWay: another way to pay has not ended; repeat.
        GatewayError: WeChat did not answer; repeat.
    """
    way = Way(trade_type=TradeType.NATIVE, appid=gateway.appid)
    payment = payment_open(number=number, buyer=buyer, way=way, gateway=gateway, now=now)
    until = rules.code_until(prepay_until=payment.prepay_until or now, pay_by=payment.pay_by)
    return PaymentCode(code_url=payment.code_url, until=until)
