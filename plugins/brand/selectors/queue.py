"""The brand office's desk: what waits, for how long, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from plugins.brand.models import Licence
from plugins.brand.states import QUEUE, LicenceState, ObjectionState


@dataclass(frozen=True, kw_only=True)
class QueueEntry:
    """One case that waits for the office. `due` is a deadline, or None."""

    licence_id: int
    enterprise: str
    state: LicenceState
    days_waiting: int
    due: datetime | None
    is_overdue: bool
    scores: int
    objections_open: int


def review_queue(
    *, now: datetime, state: LicenceState | None = None, first: int = 50, skip: int = 0
) -> list[QueueEntry]:
    """Return a page of the queue, longest waiting first, in one query."""
    rows = _waiting(state).annotate(
        scores=Count("reviews", filter=Q(reviews__has_conflict=False), distinct=True),
        objections_open=Count(
            "objections", filter=Q(objections__state=ObjectionState.OPEN.value), distinct=True
        ),
    )
    page = rows.select_related("enterprise").order_by("state_since", "pk")[skip : skip + first]
    return [
        QueueEntry(
            licence_id=licence.pk,
            enterprise=licence.enterprise.name,
            state=LicenceState(licence.state),
            days_waiting=max((now - licence.state_since).days, 0),
            due=licence.state_due,
            is_overdue=licence.state_due is not None and licence.state_due <= now,
            scores=licence.scores,
            objections_open=licence.objections_open,
        )
        for licence in page
    ]


def review_counts() -> dict[LicenceState, int]:
    """Return how many cases wait in each state of the queue, in one query."""
    counted = dict(_waiting(None).order_by().values_list("state").annotate(count=Count("pk")))
    return {LicenceState(state): counted.get(state, 0) for state in QUEUE}


def _waiting(state: LicenceState | None) -> QuerySet[Licence]:
    return Licence.objects.filter(state__in=[state.value] if state else QUEUE)
