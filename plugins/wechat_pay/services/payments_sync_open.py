"""Ask about open payments whose notification may have been lost."""

import logging
from datetime import datetime

from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import is_awaiting_payment
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_close import payment_close
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_pay.states import PaymentState

logger = logging.getLogger(__name__)
BATCH = 100


def payments_sync_open(*, gateway: PaymentGateway, now: datetime) -> dict[str, int]:
    """Query the open payments that are due; one that fails stops no other.

    One that is still open although its order needs no money any more is closed.

    Returns:
        How many queries changed what; `failed` counts those without an answer.
    """
    counts: dict[str, int] = {}
    for payment in WechatPayment.objects.due_for_check(now=now)[:BATCH]:
        try:
            result = _settle(payment, gateway, now)
        except (GatewayError, DomainError) as error:
            logger.warning("wechat_pay %s could not be checked: %s", payment, error)
            result = "failed"
        counts[result] = counts.get(result, 0) + 1
    return counts


def _settle(payment: WechatPayment, gateway: PaymentGateway, now: datetime) -> str:
    applied = payment_sync(payment=payment, gateway=gateway, now=now)
    payment.refresh_from_db()
    needless = not is_awaiting_payment(order_id=payment.order_id)
    if payment.state == PaymentState.OPEN.value and needless:
        return payment_close(payment=payment, gateway=gateway, now=now).value
    return applied.value
