"""What happened to an object and to everything that belongs to it, in words.

`timeline_of` is the one place that reads the audit trail for a page: another
source of labelled entries replaces its body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q

from plugins.kernel.models import AuditEntry
from plugins.kernel.money import from_fen
from plugins.kernel.registry import Words, declared_words

LONGEST = 200


@dataclass(frozen=True)
class Moment:
    """One entry as people read it."""

    at: datetime
    text: str
    actor: str
    reason: str
    details: str


def timeline_of(subjects: Sequence[Model], *, names: dict[str, str] | None = None) -> list[Moment]:
    """Return the history of the objects together, oldest first, in two queries.

    `names` as for `moments_of`: who may not know the staff by name is given none.
    """
    wanted = [
        Q(object_type=subject._meta.label_lower, object_id=str(subject.pk)) for subject in subjects
    ]
    if not wanted:
        return []
    entries = list(AuditEntry.objects.filter(reduce(or_, wanted)).order_by("at", "pk")[:LONGEST])
    return moments_of(entries, names=names)


def moments_of(
    entries: Sequence[AuditEntry], *, names: dict[str, str] | None = None
) -> list[Moment]:
    """Put entries into words; `names` of staff are looked up unless given."""
    texts, reasons = declared_words("audit_labels"), declared_words("audit_reasons")
    amounts = declared_words("audit_amounts")
    if names is None:
        names = staff_names([entry.actor for entry in entries])
    return [
        Moment(
            at=entry.at,
            text=texts.get(entry.action, (entry.action,))[0],
            actor=actor_text(entry.actor, names),
            reason=reasons.get(entry.reason, (entry.reason,))[0],
            details=_amounts(entry.details, amounts),
        )
        for entry in entries
    ]


def staff_names(actors: Sequence[str]) -> dict[str, str]:
    """Return the names of the staff among `actors`, in one query."""
    ids = {actor.partition(":")[2] for actor in actors if actor.startswith("staff:")}
    found = get_user_model().objects.filter(pk__in=[each for each in ids if each.isdigit()])
    rows = found.values_list("pk", "first_name", "last_name", "email")
    return {f"staff:{pk}": f"{last}{first}".strip() or email for pk, first, last, email in rows}


_KINDS = {
    "system": "系统",
    "operator": "命令行",
    "buyer": "买家",
    "enterprise": "企业成员",
    "anonymous": "访客",
}


def actor_text(actor: str, names: dict[str, str]) -> str:
    """Say who it was; ids of people tell nobody anything, and the trail has them."""
    kind = actor.partition(":")[0]
    if kind == "staff":
        return names.get(actor, "商城员工")
    return _KINDS.get(kind, actor)


def _amounts(details: dict[str, Any], words: dict[str, Words]) -> str:
    """Of the details only money means something to everybody; the trail's page has the rest."""
    return " · ".join(
        f"{words.get(name, ('',))[0]} ¥{from_fen(value)}".strip()
        for name, value in details.items()
        if (name == "fen" or name.endswith("_fen")) and isinstance(value, int)
    )
