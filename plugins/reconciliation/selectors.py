"""Reads of reconciliation."""

import calendar
from dataclasses import dataclass
from datetime import date

from plugins.reconciliation.models import BillDay, Difference, DifferenceQuerySet


@dataclass(frozen=True, slots=True)
class Period:
    """Bills and standing differences between two days, both included."""

    start: date
    end: date
    bills: list[BillDay]
    missing: list[date]

    @property
    def trade(self) -> list[BillDay]:
        return [bill for bill in self.bills if bill.kind == "trade"]

    @property
    def gap_fen(self) -> int:
        """What WeChat has for the period less what our books have."""
        theirs = sum(bill.payments_fen - bill.refunds_fen for bill in self.trade)
        return theirs - sum(bill.ours_payments_fen - bill.ours_refunds_fen for bill in self.trade)

    def differences(self) -> DifferenceQuerySet:
        ids = [bill.pk for bill in self.bills]
        return Difference.objects.filter(bill__in=ids).standing().select_related("bill")

    @property
    def is_closed(self) -> bool:
        """Every day compared, nothing open."""
        return not self.missing and not self.differences().open().exists()


def period_of(*, start: date, end: date, mchid: str = "") -> Period:
    """Return what is known about the days of a period; `mchid` empty: all merchants."""
    found = BillDay.objects.filter(day__gte=start, day__lte=end)
    if mchid:
        found = found.filter(mchid=mchid)
    bills = list(found)
    compared = {bill.day for bill in bills if bill.kind == "trade" and bill.compared_at}
    days = (date.fromordinal(number) for number in range(start.toordinal(), end.toordinal() + 1))
    return Period(
        start=start,
        end=end,
        bills=bills,
        missing=[day for day in days if day not in compared],
    )


def month_of(*, year: int, month: int, until: date, mchid: str = "") -> Period:
    """Return a month, cut at `until`: days to come are not missing."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    return period_of(start=date(year, month, 1), end=min(last, until), mchid=mchid)
