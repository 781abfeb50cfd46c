"""Reads of reconciliation."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet, Sum

from plugins.reconciliation.models import (
    BillDay,
    CarriedOver,
    Difference,
    DifferenceQuerySet,
    MovementTotal,
)
from plugins.reconciliation.rules import DifferenceKind
from plugins.reconciliation.states import CONCLUDED

# Differences that an earlier day's bill may explain.
_OF_OTHER_DAYS = (DifferenceKind.REFUND_ONLY_HERE.value, DifferenceKind.FUND_OF_OTHER_DAY.value)


@dataclass(frozen=True, slots=True)
class MovementLine:
    """One kind of movement over a period; amounts are fen."""

    movement: str
    rows: int
    income_fen: int
    expense_fen: int


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
    def funds(self) -> list[BillDay]:
        return [bill for bill in self.bills if bill.kind == "funds"]

    @property
    def gap_fen(self) -> int:
        """What WeChat's trade bills have for the period less what our books have."""
        theirs = sum(bill.payments_fen - bill.refunds_fen for bill in self.trade)
        return theirs - sum(bill.ours_payments_fen - bill.ours_refunds_fen for bill in self.trade)

    @property
    def fund_gap_fen(self) -> int:
        """What moved on the account beyond what the trade bills let expect."""
        crossed = sum(bill.carried_in_fen - bill.carried_out_fen for bill in self.funds)
        return sum(bill.net_fen - bill.expected_fen for bill in self.funds) - crossed

    @property
    def unlisted_fen(self) -> int:
        """What of both gaps no listed difference accounts for: zero, or the shop is wrong."""
        listed = sum(row.effect_fen for row in self.differences().iterator(chunk_size=1000))
        return self.gap_fen + self.fund_gap_fen - listed

    @property
    def opening_fen(self) -> int | None:
        return _balance({bill.mchid: bill.opening_fen for bill in reversed(self._moved)})

    @property
    def closing_fen(self) -> int | None:
        return _balance({bill.mchid: bill.closing_fen for bill in self._moved})

    @property
    def _moved(self) -> list[BillDay]:
        return [bill for bill in self.funds if bill.closing_fen is not None]

    def movements(self) -> list[MovementLine]:
        """Totals per kind of movement."""
        found = (
            MovementTotal.objects.filter(bill__in=[bill.pk for bill in self.funds])
            .values("movement")
            .annotate(count=Sum("rows"), income=Sum("income_fen"), expense=Sum("expense_fen"))
            .order_by("movement")
        )
        return [
            MovementLine(row["movement"], row["count"], row["income"], row["expense"])
            for row in found
        ]

    def carried(self) -> QuerySet[CarriedOver]:
        """What each day left to the day after; the last day's lies beyond the period."""
        ids = [bill.pk for bill in self.funds]
        return CarriedOver.objects.filter(bill__in=ids).select_related("bill")

    def differences(self) -> DifferenceQuerySet:
        ids = [bill.pk for bill in self.bills]
        return Difference.objects.filter(bill__in=ids).standing().select_related("bill")

    @property
    def is_closed(self) -> bool:
        """Every day compared, nothing open, nothing unlisted."""
        has_open = self.differences().open().exists()
        return not self.missing and not has_open and self.unlisted_fen == 0


def _balance(by_merchant: dict[str, int | None]) -> int | None:
    """Add up the merchants' balances; None: no account moved."""
    known = [fen for fen in by_merchant.values() if fen is not None]
    return sum(known) if known else None


def period_of(*, start: date, end: date, mchid: str = "") -> Period:
    """Return what is known about the days of a period; `mchid` empty: all merchants."""
    found = BillDay.objects.filter(day__gte=start, day__lte=end)
    if mchid:
        found = found.filter(mchid=mchid)
    bills = list(found)
    compared = {"trade": set[date](), "funds": set[date]()}
    for bill in bills:
        if bill.compared_at and bill.state in CONCLUDED:
            compared[bill.kind].add(bill.day)
    done = compared["trade"] & compared["funds"]
    days = (date.fromordinal(number) for number in range(start.toordinal(), end.toordinal() + 1))
    return Period(
        start=start,
        end=end,
        bills=bills,
        missing=[day for day in days if day not in done],
    )


def month_of(*, year: int, month: int, until: date, mchid: str = "") -> Period:
    """Return a month, cut at `until`: days to come are not missing."""
    last = date(year, month, calendar.monthrange(year, month)[1])
    return period_of(start=date(year, month, 1), end=min(last, until), mchid=mchid)


def closing_before(*, bill: BillDay) -> int | None:
    """Return the balance the account had before a day; None: a day between is not compared."""
    earlier = _compared_funds(bill.mchid).filter(day__lt=bill.day)
    last = earlier.filter(closing_fen__isnull=False).order_by("-day").first()
    if last is None:
        return None
    quiet = earlier.filter(day__gt=last.day).count()
    return last.closing_fen if quiet == (bill.day - last.day).days - 1 else None


def carried_into(*, bill: BillDay) -> QuerySet[CarriedOver]:
    """Return what the day before left for this day's account to show."""
    return CarriedOver.objects.filter(
        bill__mchid=bill.mchid, bill__kind="funds", bill__day=bill.day - timedelta(days=1)
    )


def days_hanging_on(*, bill: BillDay) -> Iterator[tuple[BillDay, BillDay]]:
    """Yield trade and fund-flow bill of the later days whose result `bill` has outdated.

    In order, and each looked at only when it is its turn: comparing one may
    outdate the next.
    """
    later = _compared_funds(bill.mchid).filter(day__gt=bill.day).order_by("day")
    for day in later.values_list("day", flat=True):
        bills = BillDay.objects.filter(mchid=bill.mchid, day=day)
        funds, trade = bills.get(kind="funds"), bills.filter(kind="trade").first()
        if trade is not None and _is_outdated(trade, funds):
            yield trade, funds


def _is_outdated(trade: BillDay, funds: BillDay) -> bool:
    carried = carried_into(bill=funds).aggregate(fen=Sum("fen"), fee=Sum("fee_fen"))
    if funds.carried_in_fen != (carried["fen"] or 0) + (carried["fee"] or 0):
        return True
    before = closing_before(bill=funds)
    differs = None not in (before, funds.opening_fen) and before != funds.opening_fen
    listed = Difference.objects.filter(bill__in=(trade, funds)).standing()
    if differs != listed.filter(kind=DifferenceKind.OPENING_DIFFERS.value).exists():
        return True
    return listed.open().filter(kind__in=_OF_OTHER_DAYS).exists()


def _compared_funds(mchid: str) -> QuerySet[BillDay]:
    return BillDay.objects.filter(
        mchid=mchid, kind="funds", compared_at__isnull=False, state__in=CONCLUDED
    )
