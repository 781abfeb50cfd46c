"""Believe what Stripe proves about a refund; the order follows."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from plugins.cards.errors import IntentRefused
from plugins.cards.messages import RefundWord
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.rules import CURRENCY
from plugins.cards.services.card_payment_apply import ACTOR, GATEWAY, Applied
from plugins.cards.states import REFUND_TRANSITIONS, RefundState
from plugins.kernel.transitions import move
from plugins.orders.public import order_mark_refunded

logger = logging.getLogger(__name__)


@transaction.atomic
def card_refund_apply(*, word: RefundWord, now: datetime) -> Applied:
    """Bring our refund in line with Stripe's word on it, exactly once.

    Raises:
        IntentRefused: a refund that this shop did not ask for (made in Stripe's
            dashboard, for instance), or another amount, currency or payment.
    """
    refund = (
        CardRefund.objects.select_for_update(of=("self",))
        .select_related("payment")
        .filter(Q(refund_id=word.id) | Q(refund_id=None, key=word.key))
        .first()
    )
    if refund is None:
        raise IntentRefused(difference="refund")
    _refuse_difference(refund, word)
    current = RefundState(refund.state)
    if current is word.state:
        return Applied.ALREADY
    if not REFUND_TRANSITIONS.allows(current, word.state):
        return Applied.STALE
    if word.state is RefundState.FAILED:
        _fail(refund, now, word.failure or "failed", refund_id=word.id)
        return Applied.MOVED
    settled = {"settled_at": now} if word.state is RefundState.SUCCEEDED else {}
    move(
        refund,
        word.state,
        transitions=REFUND_TRANSITIONS,
        actor=ACTOR,
        action=f"cards.refund.{word.state.value}",
        changes={"refund_id": word.id, **settled},
    )
    if word.state is RefundState.SUCCEEDED:
        order_mark_refunded(
            order_id=refund.payment.order_id,
            refunded_fen=refund.fen,
            gateway=GATEWAY,
            payment_reference=str(refund.payment.intent_id),
            refund_reference=word.id,
            refunded_at=now,
            actor=ACTOR,
            reason=refund.reason,
        )
    return Applied.MOVED


def _refuse_difference(refund: CardRefund, word: RefundWord) -> None:
    compared: dict[str, tuple[object, object]] = {
        "amount": (refund.fen, word.amount),
        "currency": (CURRENCY, word.currency),
        "payment_intent": (refund.payment.intent_id, word.intent_id),
    }
    different = [name for name, (ours, theirs) in compared.items() if ours != theirs]
    if different:
        logger.error("cards refund %s contradicts our books: %s", refund, different)
        raise IntentRefused(difference=", ".join(different))


@transaction.atomic
def record_failed(*, refund: CardRefund, now: datetime, failure: str) -> None:
    """Note that Stripe will not make this refund, and free its amount.

    Raises:
        MoveRefused: it was settled in the meantime.
    """
    _fail(refund, now, failure, refund_id=refund.refund_id)


def _fail(refund: CardRefund, now: datetime, failure: str, *, refund_id: str | None) -> None:
    """Free the amount for another refund, unless it had been told as refunded.

    Money that a bank sent back cannot go to that card: it is owed to the buyer in
    another way, so nobody may refund it here a second time.
    """
    had_succeeded = refund.state == RefundState.SUCCEEDED.value
    move(
        refund,
        RefundState.FAILED,
        transitions=REFUND_TRANSITIONS,
        actor=ACTOR,
        action="cards.refund.failed",
        reason=failure[:200],
        changes={"refund_id": refund_id, "settled_at": now, "failure": failure[:200]},
    )
    if not had_succeeded:
        CardPayment.objects.filter(pk=refund.payment_id).update(
            refunded_fen=F("refunded_fen") - refund.fen
        )
    logger.error("cards refund %s failed, a person has to decide: %s", refund, failure)
