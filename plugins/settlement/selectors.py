"""Reads of the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from plugins.settlement.errors import PeriodNotFound
from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.states import EntryKind


@dataclass(frozen=True)
class Statement:
    """A period as both sides read it; money in fen.

    Attributes:
        totals: what was booked under each kind, payouts left out.
    """

    period: Period
    totals: Mapping[EntryKind, int]

    @property
    def booked_fen(self) -> int:
        return sum(self.totals.values())

    def entries(self) -> Iterator[LedgerEntry]:
        rows = self.period.entries.exclude(kind=EntryKind.PAYOUT.value)
        yield from rows.select_related("child_order").order_by("booked_at", "pk").iterator()


def periods_of(*, enterprise_id: int) -> QuerySet[Period]:
    return Period.objects.filter(enterprise_id=enterprise_id).select_related("payout")


def statement_of(*, period_id: int, enterprise_id: int | None = None) -> Statement:
    """Return a period's statement; given an enterprise, only if it is theirs.

    Raises:
        PeriodNotFound: there is none, or it is another enterprise's.
    """
    periods = Period.objects.select_related("enterprise")
    if enterprise_id is not None:
        periods = periods.filter(enterprise_id=enterprise_id)
    period = periods.filter(pk=period_id).first()
    if period is None:
        raise PeriodNotFound()
    rows = period.entries.exclude(kind=EntryKind.PAYOUT.value).order_by()
    totals = {
        EntryKind(row["kind"]): row["fen"] for row in rows.values("kind").annotate(fen=Sum("fen"))
    }
    return Statement(
        period=period, totals={kind: totals[kind] for kind in EntryKind if kind in totals}
    )


def entries_since(*, enterprise_id: int) -> QuerySet[LedgerEntry]:
    """Return what was booked for an enterprise and is in no statement yet."""
    mine = LedgerEntry.objects.filter(enterprise_id=enterprise_id, period=None)
    return mine.select_related("child_order")


def balance_of(*, enterprise_id: int) -> int:
    """Return what is owed to an enterprise and not on its way yet, in fen."""
    entries = LedgerEntry.objects.filter(enterprise_id=enterprise_id)
    return entries.aggregate(fen=Sum("fen"))["fen"] or 0
