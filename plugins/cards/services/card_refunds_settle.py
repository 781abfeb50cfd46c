"""Give back what no order needed, and finish refunds whose answer was lost."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from plugins.cards.gateway import CardGateway
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_payment_apply import ACTOR
from plugins.cards.services.card_refund import card_refund, card_refund_pursue
from plugins.kernel.errors import DomainError, GatewayError

logger = logging.getLogger(__name__)
BATCH = 50


def card_refunds_settle(*, gateway: CardGateway, now: datetime) -> dict[str, int]:
    """Work through both due-lists; one that fails stops no other.

    Money that came late or twice is refunded whole under a key made of the
    payment, so a crash in between cannot refund it twice. A refund that failed
    is not tried again by itself: its reason needs a person.

    Returns:
        How many were `asked`, and how many `failed` to get an answer.
    """
    counts = {"asked": 0, "failed": 0}
    for refund in CardRefund.objects.due_for_check(now=now).select_related("payment")[:BATCH]:
        _count(counts, partial(card_refund_pursue, refund=refund, gateway=gateway, now=now))
    for payment in CardPayment.objects.to_give_back()[:BATCH]:
        _count(counts, partial(_give_back, payment, gateway, now))
    return counts


def _give_back(payment: CardPayment, gateway: CardGateway, now: datetime) -> None:
    card_refund(
        payment_id=payment.pk,
        fen=payment.total_fen,
        key=f"give-back-{payment.pk}",
        reason=payment.payout,
        actor=ACTOR,
        gateway=gateway,
        now=now,
    )


def _count(counts: dict[str, int], step: Callable[[], None]) -> None:
    try:
        step()
    except (GatewayError, DomainError) as error:
        logger.warning("cards: a refund has to wait: %s", error)
        counts["failed"] += 1
    else:
        counts["asked"] += 1
