"""Ask about live payments whose event may have been lost."""

import logging
from datetime import datetime

from plugins.cards.gateway import CardGateway
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_sync import card_payment_sync
from plugins.kernel.errors import DomainError, GatewayError

logger = logging.getLogger(__name__)
BATCH = 100


def card_payments_sync_open(*, gateway: CardGateway, now: datetime) -> dict[str, int]:
    """Query the live payments that are due; one that fails stops no other.

    Returns:
        How many queries changed what; `failed` counts those without an answer.
    """
    counts: dict[str, int] = {}
    for payment in CardPayment.objects.due_for_check(now=now)[:BATCH]:
        try:
            result = card_payment_sync(payment=payment, gateway=gateway, now=now).value
        except (GatewayError, DomainError) as error:
            logger.warning("cards %s could not be checked: %s", payment, error)
            result = "failed"
        counts[result] = counts.get(result, 0) + 1
    return counts
