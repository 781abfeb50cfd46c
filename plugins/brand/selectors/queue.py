"""The brand office's desk: what waits, for how long, and what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from plugins.brand.models import Certificate, ExpertReview, Licence
from plugins.brand.states import IN_FORCE, QUEUE, LicenceState, ObjectionState

#: How long before an end the office is told.
SOON = timedelta(days=30)


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


def waiting_for(desk: str, *, now: datetime) -> Q:
    """Return the condition on `Licence` for what waits at one of the office's desks.

    Raises:
        KeyError: there is no such desk.
    """
    in_review, is_over = Q(state=LicenceState.REVIEW.value), Q(state_due__lte=now)
    conditions = {
        "check": Q(state=LicenceState.SUBMITTED.value),
        "inspection": Q(state=LicenceState.INSPECTION.value),
        "review": in_review & ~_is_carried(),
        "publish": in_review & _is_carried(),
        "approval": Q(state=LicenceState.NOTICE.value) & is_over,
        "agreement": Q(state=LicenceState.APPROVED.value),
        "certificate": Q(state=LicenceState.AGREED.value),
        "correction_over": Q(state=LicenceState.CORRECTION.value) & is_over,
        "rectify_soon": Q(
            state=LicenceState.RECTIFYING.value, rectify_by__lte=now + timedelta(days=7)
        ),
        "renewal": Q(state__in=IN_FORCE) & ~_lasts_beyond(now + SOON),
    }
    return conditions[desk]


def _is_carried() -> Q:
    """Enough experts without a conflict, and a mean that is high enough."""
    carried = (
        ExpertReview.objects.filter(licence=OuterRef("pk"), has_conflict=False)
        .order_by()
        .values("licence")
        .annotate(
            scores=Count("pk"),
            mean=Avg("score"),
            wanted=F("licence__terms__minimum_reviewers"),
            least=F("licence__terms__minimum_score"),
        )
        .filter(scores__gte=F("wanted"), mean__gte=F("least"))
        .values("licence")
    )
    return Q(Exists(carried))


def _lasts_beyond(at: datetime) -> Q:
    return Q(Exists(Certificate.objects.filter(licence=OuterRef("pk"), ends_at__gt=at)))


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
