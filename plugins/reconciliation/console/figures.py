"""What waits in reconciliation, and both books day by day."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from brand_theme.console.public import Chart, Drawing, Measure, Queue, Series, measured
from plugins.kernel.money import from_fen
from plugins.reconciliation.console.texts import STATES
from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.states import BillState

DAYS = 14


def _differences(_now: datetime) -> Measure:
    return measured(Difference.objects.open(), "found_at")


def _uncompared(now: datetime) -> Measure:
    """Days that should have been compared: WeChat gives a day's bill by ten the next morning."""
    late = BillDay.objects.filter(
        compared_at__isnull=True, day__lt=timezone.localdate(now) - timedelta(days=1)
    )
    return measured(late, "try_after")


def both_books(now: datetime) -> Drawing:
    """Draw what both books have for each day, sales less refunds."""
    today = timezone.localdate(now)
    days = [today - timedelta(days=back) for back in range(DAYS, 0, -1)]
    found = BillDay.objects.filter(kind="trade", day__gte=days[0]).order_by("day")
    by_day: dict[object, tuple[int, int]] = {}
    differing = waiting = 0
    for bill in found:
        theirs, ours = by_day.get(bill.day, (0, 0))
        by_day[bill.day] = (
            theirs + bill.payments_fen - bill.refunds_fen,
            ours + bill.ours_payments_fen - bill.ours_refunds_fen,
        )
        differing += bill.state == BillState.DIFFERING.value
        waiting += bill.compared_at is None
    pairs = [by_day.get(day, (0, 0)) for day in days]
    words = STATES[BillState.DIFFERING.value].text
    return Drawing(
        labels=[f"{day:%m-%d}" for day in days],
        series=[
            Series("微信账单", [float(from_fen(theirs)) for theirs, _ in pairs], "malachite"),
            Series("本店账目", [float(from_fen(ours)) for _, ours in pairs], "copper"),
        ],
        summary=f"{DAYS} 天里 {words} {differing} 天，未对 {waiting} 天",
    )


QUEUES = (
    Queue(
        title="对账差异",
        hint="逐条查明原因，写明处理，当天了结。",
        icon="balance",
        model=Difference,
        query="state=open",
        measure=_differences,
        within=timedelta(days=1),
    ),
    Queue(
        title="没有对成的日子",
        hint="看错误原因，必要时重新对账。",
        icon="event_busy",
        model=BillDay,
        query="state=awaited",
        measure=_uncompared,
    ),
)
CHARTS = (Chart("对账：两本账", "line", BillDay, both_books, unit="元"),)
