"""Every move of an order and of all that belongs to it, told as one story.

Other capabilities name their objects and words by declaration (`timeline`,
`audit_labels`, `buyer_labels`, `audit_reasons` in `plugins.kernel.registry`);
orders knows none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.module_loading import import_string
from saleor.account.models import User

from plugins.kernel import audit
from plugins.kernel.models import AuditEntry
from plugins.kernel.registry import Words, capabilities, declared_words
from plugins.orders.rules import telling
from plugins.orders.selectors.orders import order_of_buyer

_NOTHING: Words = ("", "")
#: Where entries keep an amount; the first that is there counts.
_AMOUNTS = ("fen", "total_fen")


@dataclass(frozen=True)
class TimelineEntry:
    """One move; texts in Chinese and English, money in fen.

    Attributes:
        reason: empty when none was given, or for buyers.
    """

    at: datetime
    action: str
    label: Words
    actor: Words
    reason: Words
    fen: int | None


def timeline_for_staff(*, order_id: int) -> list[TimelineEntry]:
    """Return everything that was audited about the order, oldest first.

    One query per kind of object, one for the entries and one for staff's names.
    """
    entries = list(audit.history(_subjects(order_id)))
    labels, reasons = declared_words("audit_labels"), declared_words("audit_reasons")
    names = _staff_names(entries)
    return [
        TimelineEntry(
            at=entry.at,
            action=entry.action,
            label=labels.get(entry.action, (entry.action, entry.action)),
            actor=telling.actor_words(entry.actor, staff=names),
            reason=reasons.get(entry.reason, (entry.reason, entry.reason)),
            fen=_fen(entry),
        )
        for entry in entries
    ]


def timeline_for_buyer(*, number: str, buyer: Any) -> list[TimelineEntry]:
    """Return what concerns the buyer of her own order, in her words, oldest first.

    Raises:
        OrderNotFound: not an order of this buyer.
    """
    placed = order_of_buyer(number=number, buyer=buyer)
    labels = declared_words("buyer_labels")
    return [
        TimelineEntry(
            at=entry.at,
            action=entry.action,
            label=labels[entry.action],
            actor=telling.actor_words_for_buyer(entry.actor),
            reason=_NOTHING,
            fen=_fen(entry),
        )
        for entry in audit.history(_subjects(placed.order_id)).filter(action__in=labels)
    ]


def _subjects(order_id: int) -> list[Model]:
    return [
        subject
        for config in capabilities()
        if config.timeline
        for subject in import_string(config.timeline)(order_id=order_id)
    ]


def _staff_names(entries: Iterable[AuditEntry]) -> dict[int, str]:
    ids = {pk for pk in (telling.staff_id(entry.actor) for entry in entries) if pk is not None}
    # Not Saleor's full name: where that is empty it looks into private addresses.
    named = User.objects.filter(pk__in=ids).values_list("pk", "first_name", "last_name")
    return {pk: f"{first} {last}".strip() for pk, first, last in named}


def _fen(entry: AuditEntry) -> int | None:
    return next((entry.details[name] for name in _AMOUNTS if name in entry.details), None)
