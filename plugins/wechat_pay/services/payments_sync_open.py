"""Ask about open payments whose notification may have been lost."""

import logging
from datetime import datetime

from plugins.kernel.errors import DomainError, GatewayError
from plugins.wechat_pay.gateway import PaymentGateway
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_sync import payment_sync

logger = logging.getLogger(__name__)
BATCH = 100


def payments_sync_open(*, gateway: PaymentGateway, now: datetime) -> dict[str, int]:
    """Query the open payments that are due; one that fails stops no other.

    Returns:
        How many queries changed what; `failed` counts those without an answer.
    """
    counts: dict[str, int] = {}
    for payment in WechatPayment.objects.due_for_check(now=now)[:BATCH]:
        try:
            result = payment_sync(payment=payment, gateway=gateway, now=now).value
        except (GatewayError, DomainError) as error:
            logger.warning("wechat_pay %s could not be checked: %s", payment, error)
            result = "failed"
        counts[result] = counts.get(result, 0) + 1
    return counts
