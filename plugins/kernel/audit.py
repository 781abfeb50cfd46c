"""The audit trail: what happened, by whom, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from plugins.kernel import origin
from plugins.kernel.models import AuditEntry
from plugins.kernel.registry import capabilities


def actor_of(user: Any) -> str:
    """Name a user for the trail: `staff:3`, `buyer:7`, `anonymous`."""
    if user is None or not getattr(user, "pk", None):
        return "anonymous"
    return f"{'staff' if user.is_staff else 'buyer'}:{user.pk}"


def record(
    action: str, subject: models.Model, *, actor: str, reason: str = "", **details: Any
) -> AuditEntry:
    """Write one entry in the current transaction.

    `action` is `<plugin>.<object>.<past tense>`; `actor` is `buyer:7`, `staff:3`
    or `system:<what>`; `details` are ids, amounts and states, JSON-ready. Where the
    request came from, if there is one, is added by itself.
    """
    entry = AuditEntry.objects.create(**_written(action, subject, actor, reason, details))
    _tell([entry])
    return entry


def record_many(
    action: str, subjects: Iterable[models.Model], *, actor: str, reason: str = ""
) -> list[AuditEntry]:
    """Write the same about many objects, in one query."""
    entries = AuditEntry.objects.bulk_create(
        AuditEntry(**_written(action, subject, actor, reason, {})) for subject in subjects
    )
    _tell(entries)
    return entries


def _written(
    action: str, subject: models.Model, actor: str, reason: str, details: dict[str, Any]
) -> dict[str, Any]:
    asked = origin.current()
    return {
        "action": action,
        "object_type": subject._meta.label_lower,
        "object_id": str(subject.pk),
        "actor": actor,
        "reason": reason,
        "details": details,
        "address": asked.address,
        "session": asked.session,
    }


def _tell(entries: list[AuditEntry]) -> None:
    """Let capabilities owe what follows from an entry, in its transaction."""
    for follow in _followers():
        follow(entries)


@cache
def _followers() -> list[Any]:
    paths = [config.audit_follower for config in capabilities() if config.audit_follower]
    return [import_string(path) for path in paths]


def history(subjects: Iterable[models.Model]) -> models.QuerySet[AuditEntry]:
    """Return the entries about several objects, in one query, oldest first."""
    keys: dict[str, set[str]] = defaultdict(set)
    for subject in subjects:
        keys[subject._meta.label_lower].add(str(subject.pk))
    about = [Q(object_type=kind, object_id__in=sorted(ids)) for kind, ids in keys.items()]
    wanted = reduce(or_, about, Q(pk__in=[]))
    return AuditEntry.objects.filter(wanted).order_by("at", "pk")


def history_of(subject: models.Model) -> models.QuerySet[AuditEntry]:
    """Return the entries about one object, oldest first."""
    return AuditEntry.objects.filter(
        object_type=subject._meta.label_lower, object_id=str(subject.pk)
    )
