"""Close a span of days of an enterprise: what was booked in it is counted and fixed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Min, Sum
from django.utils import timezone

from plugins.brand.public import Enterprise
from plugins.kernel import audit
from plugins.settlement.errors import LastPeriodOpen, PeriodTooEarly
from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.states import AGREED, EntryKind, PeriodState

#: How long an enterprise has to agree or object.
CONFIRM_WITHIN = timedelta(days=7)


@transaction.atomic
def period_close(*, enterprise_id: int, ends_on: date, actor: str, now: datetime) -> Period | None:
    """Close everything booked until the end of `ends_on` (Beijing); None when nothing was.

    The caller has checked that `actor` may do this. Closing the same day again
    returns the period there is.

    Raises:
        PeriodTooEarly: the day is not over, or lies inside an earlier period.
        LastPeriodOpen: the period before is not agreed upon.
    """
    # Bookings read the enterprise FOR KEY SHARE only; two closings queue up here.
    Enterprise.objects.select_for_update(no_key=True).get(pk=enterprise_id)
    periods = Period.objects.filter(enterprise_id=enterprise_id)
    last = periods.order_by("-ends_on").first()
    if last is not None and last.ends_on == ends_on:
        return last
    if ends_on >= timezone.localdate(now) or (last is not None and ends_on < last.ends_on):
        raise PeriodTooEarly(day=ends_on.isoformat())
    if last is not None and PeriodState(last.state) not in AGREED:
        raise LastPeriodOpen()
    entries = LedgerEntry.objects.filter(
        enterprise_id=enterprise_id, period=None, booked_at__lt=_end_of(ends_on)
    )
    first = entries.aggregate(at=Min("booked_at"))["at"]
    if first is None:
        return None
    starts_on = last.ends_on + timedelta(days=1) if last else timezone.localdate(first)
    # What was in the enterprise's favour is paid out; what was not is carried over.
    opening = min(last.closing_fen, 0) if last else 0
    period = Period.objects.create(
        enterprise_id=enterprise_id,
        starts_on=starts_on,
        ends_on=ends_on,
        opening_fen=opening,
        closing_fen=opening,
        closed_at=now,
        confirm_by=now + CONFIRM_WITHIN,
    )
    entries.update(period=period)
    recount(period)
    audit.record(
        "settlement.period.closed",
        period,
        actor=actor,
        opening_fen=opening,
        closing_fen=period.closing_fen,
    )
    return period


def recount(period: Period) -> None:
    """Bring the closing balance, before it is paid out, in line with the entries."""
    owed = period.entries.exclude(kind=EntryKind.PAYOUT.value)
    booked = owed.aggregate(fen=Sum("fen"))["fen"] or 0
    period.closing_fen = period.opening_fen + booked
    period.save(update_fields=["closing_fen"])


def _end_of(day: date) -> datetime:
    return datetime.combine(
        day + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone()
    )
