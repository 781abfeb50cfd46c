"""Believe what Stripe proves about a payment: the one place that marks paid."""

import logging
from datetime import datetime
from enum import Enum

from django.db import transaction

from plugins.cards.errors import IntentRefused
from plugins.cards.messages import Intent
from plugins.cards.models import CardPayment
from plugins.cards.rules import CURRENCY
from plugins.cards.states import LIVE, TRANSITIONS, CardState
from plugins.kernel.transitions import move
from plugins.orders.public import Payout, order_mark_paid

logger = logging.getLogger(__name__)

GATEWAY = "mall.payments.card"
ACTOR = "system:cards"


class Applied(Enum):
    """What Stripe's word changed here."""

    PAID = "paid"  # recorded now
    MOVED = "moved"  # live or canceled, otherwise than we knew
    ALREADY = "already"  # we knew
    STALE = "stale"  # older than what we know


@transaction.atomic
def card_payment_apply(*, intent: Intent, at: datetime) -> Applied:
    """Bring our payment in line with Stripe's word on it, exactly once.

    The caller has proven that the word is Stripe's. Here it is compared with
    what we asked for; events and queries may bring it in any order, at the same
    moment and repeatedly. `at` is when Stripe said so.

    Raises:
        IntentRefused: an unknown intent, or another amount, currency or order
            than ours. Nothing was changed.
    """
    payment = CardPayment.objects.select_for_update().filter(intent_id=intent.id).first()
    if payment is None:
        raise IntentRefused(difference="id")
    _refuse_difference(payment, intent)
    current = CardState(payment.state)
    if current is intent.state:
        return Applied.ALREADY
    if not TRANSITIONS.allows(current, intent.state):
        return Applied.STALE
    if intent.state is CardState.SUCCEEDED:
        _record_paid(payment, at)
        return Applied.PAID
    if intent.state is CardState.CANCELED:
        record_canceled(payment=payment, now=at, reason="canceled_at_stripe")
        return Applied.MOVED
    move(
        payment,
        intent.state,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action="cards.payment.moved",
    )
    return Applied.MOVED


def _refuse_difference(payment: CardPayment, intent: Intent) -> None:
    compared: dict[str, tuple[object, object]] = {
        "amount": (payment.total_fen, intent.amount),
        "currency": (CURRENCY, intent.currency),
        "order_number": (payment.order_number, intent.order_number),
    }
    if intent.state is CardState.SUCCEEDED:
        compared["amount_received"] = (payment.total_fen, intent.received)
    different = [name for name, (ours, theirs) in compared.items() if ours != theirs]
    if different:
        logger.error("cards %s contradicts our books: %s", payment, different)
        raise IntentRefused(difference=", ".join(different))


def _record_paid(payment: CardPayment, at: datetime) -> None:
    payout = order_mark_paid(
        order_id=payment.order_id,
        captured_fen=payment.total_fen,
        gateway=GATEWAY,
        reference=str(payment.intent_id),
        paid_at=at,
        actor=ACTOR,
    )
    move(
        payment,
        CardState.SUCCEEDED,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action="cards.payment.succeeded",
        reason=payout.value,
        # Canceled and paid all the same: what counts is the money.
        changes={"succeeded_at": at, "payout": payout.value, "canceled_at": None},
        details={"fen": payment.total_fen},
    )
    if payout in (Payout.LATE, Payout.SURPLUS):
        logger.error("cards %s took money that has to go back: %s", payment, payout.value)


def record_canceled(*, payment: CardPayment, now: datetime, reason: str) -> None:
    """Note that this payment can no longer be paid.

    Raises:
        MoveRefused: it succeeded or was canceled in the meantime.
    """
    move(
        payment,
        CardState.CANCELED,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action="cards.payment.canceled",
        reason=reason,
        changes={"canceled_at": now},
    )


def is_live(payment: CardPayment) -> bool:
    return CardState(payment.state) in LIVE
