"""Take in an event: prove it, keep it, act on it once."""

import logging
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.cards.errors import AnswerUnreadable, IntentRefused
from plugins.cards.gateway import verify
from plugins.cards.messages import Event, Intent, RefundWord
from plugins.cards.models import CardEvent, CardPayment
from plugins.cards.services.card_payment_apply import Applied, card_payment_apply
from plugins.cards.services.card_refund_apply import card_refund_apply
from plugins.cards.states import CardState, EventOutcome

logger = logging.getLogger(__name__)

INTENT_EVENTS = frozenset(
    f"payment_intent.{what}"
    for what in ("succeeded", "processing", "requires_action", "payment_failed", "canceled")
)
REFUND_EVENTS = frozenset(
    {"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"}
)
_KEPT = ("status", "amount", "amount_received", "currency", "payment_intent", "failure_reason")
_OUTCOMES = {
    Applied.PAID: EventOutcome.APPLIED,
    Applied.MOVED: EventOutcome.APPLIED,
    Applied.ALREADY: EventOutcome.REPEATED,
    Applied.STALE: EventOutcome.IGNORED,
}


def webhook_receive(*, body: bytes, signature: str, secret: str, now: datetime) -> EventOutcome:
    """Verify the raw bytes, then keep the event, then apply it; nothing remote.

    Delivery is at least once: an event seen before is acknowledged without
    being applied again, unless the first time it was kept and not acted upon.

    Raises:
        EventRefused: not provably a fresh event of Stripe; nothing was kept.
        AnswerUnreadable: proven, but not an event as documented.
    """
    verify(body=body, signature=signature, secret=secret)
    event = Event.parse(body)
    kept, _ = CardEvent.objects.get_or_create(
        event_id=event.id,
        defaults={
            "event_type": event.type,
            "object_id": str(event.subject.get("id", ""))[:64],
            "facts": _facts(event),
            "created_at": event.created,
            "received_at": now,
        },
    )
    return _act_once(kept=kept, event=event, now=now)


def _facts(event: Event) -> dict[str, Any]:
    return {name: event.subject[name] for name in _KEPT if name in event.subject}


@transaction.atomic
def _act_once(*, kept: CardEvent, event: Event, now: datetime) -> EventOutcome:
    """Apply the event under its own lock; payment and outcome commit together."""
    locked = CardEvent.objects.select_for_update().get(pk=kept.pk)
    if locked.outcome != EventOutcome.STORED.value:
        return EventOutcome.REPEATED
    outcome, reason = _act(event, now)
    locked.outcome = outcome.value
    locked.reason = reason[:200]
    locked.applied_at = now
    locked.save(update_fields=["outcome", "reason", "applied_at"])
    return outcome


def _act(event: Event, now: datetime) -> tuple[EventOutcome, str]:
    if event.type not in INTENT_EVENTS | REFUND_EVENTS:
        return EventOutcome.IGNORED, event.type
    try:
        applied = _applied(event, now)
    except (IntentRefused, AnswerUnreadable) as refused:
        # Kept, with its reason, for a person: sending it again would not help.
        logger.error("cards event %s refused: %s", event.id, refused)
        return EventOutcome.REFUSED, str(refused)
    if applied is None:
        return EventOutcome.IGNORED, "no payment of this shop"
    return _OUTCOMES[applied], applied.value


def _applied(event: Event, now: datetime) -> Applied | None:
    if event.type in REFUND_EVENTS:
        return card_refund_apply(word=RefundWord.from_payload(event.subject), now=now)
    intent = Intent.from_payload(event.subject)
    took_money = intent.state is CardState.SUCCEEDED
    if not took_money and not CardPayment.objects.filter(intent_id=intent.id).exists():
        # An intent dropped before anybody saw it, or another user of the account.
        return None
    return card_payment_apply(intent=intent, at=event.created)
