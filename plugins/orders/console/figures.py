"""What waits among orders, and how the shop sells."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from brand_theme.console.public import Chart, Drawing, Measure, Queue, Series, measured
from plugins.kernel.money import from_fen
from plugins.orders.console.admin import to_ship
from plugins.orders.console.texts import STATES
from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState

DAYS = 14
#: The shop promises to send within two days.
SHIP_WITHIN = timedelta(hours=48)
LATE_DAYS = ("当天", "1 天", "2 天", "3 天", "4 天及以上")


def _to_ship(_now: datetime) -> Measure:
    return measured(to_ship(PlacedOrder.objects.all()), "paid_at")


def _paid_late(_now: datetime) -> Measure:
    late = PlacedOrder.objects.filter(state=OrderState.PAID_LATE.value)
    return measured(late, "paid_at")


def last_days(now: datetime) -> list[date]:
    """Return the last fortnight's days in Beijing, today included."""
    today = timezone.localdate(now)
    return [today - timedelta(days=back) for back in reversed(range(DAYS))]


def sales_by_day(now: datetime) -> Drawing:
    """Draw what was paid each day."""
    days = last_days(now)
    rows = (
        PlacedOrder.objects.filter(paid_at__gte=now - timedelta(days=DAYS + 1))
        .annotate(day=TruncDate("paid_at"))
        .values("day")
        .annotate(total=Sum("paid_fen"), orders=Count("pk"))
        .order_by("day")
    )
    by_day = {row["day"]: row for row in rows}
    paid = [by_day.get(day, {}).get("total") or 0 for day in days]
    orders = sum(by_day.get(day, {}).get("orders", 0) for day in days)
    return Drawing(
        labels=[f"{day:%m-%d}" for day in days],
        series=[Series("收款", [float(from_fen(fen)) for fen in paid], "copper")],
        summary=f"{DAYS} 天共 {orders} 单，¥{from_fen(sum(paid)):,}",
    )


def orders_by_state(now: datetime) -> Drawing:
    """Draw how many orders of the last thirty days are in which state."""
    since = now - timedelta(days=30)
    rows = PlacedOrder.objects.filter(placed_at__gte=since).order_by().values_list("state")
    counts = dict(rows.annotate(count=Count("pk")))
    return Drawing(
        labels=[shown.text for shown in STATES.values()],
        series=[Series("订单", [counts.get(state, 0) for state in STATES], "malachite")],
        summary=f"近 30 天共 {sum(counts.values())} 单",
    )


def late_to_ship(now: datetime) -> Drawing:
    """Draw how long paid orders have waited to be sent."""
    counts = [0] * len(LATE_DAYS)
    rows = to_ship(PlacedOrder.objects.all()).annotate(day=TruncDate("paid_at")).order_by()
    today = timezone.localdate(now)
    for day, count in rows.values_list("day").annotate(count=Count("pk")):
        counts[min((today - day).days, len(counts) - 1)] += count
    return Drawing(
        labels=LATE_DAYS,
        series=[Series("待发订单", counts, "red")],
        summary=f"超过 2 天的有 {sum(counts[3:])} 单",
    )


QUEUES = (
    Queue(
        title="待发货",
        hint="打开订单填运单；付款后 48 小时内发出。",
        icon="package_2",
        model=PlacedOrder,
        query="fulfilment=open",
        measure=_to_ship,
        within=SHIP_WITHIN,
    ),
    Queue(
        title="取消后到账",
        hint="款项会自动退回；一天后仍在请查退款。",
        icon="undo",
        model=PlacedOrder,
        query=f"state={OrderState.PAID_LATE.value}",
        measure=_paid_late,
        within=timedelta(days=1),
    ),
)
CHARTS = (
    Chart("每日收款", "bar", PlacedOrder, sales_by_day, unit="元"),
    Chart("订单状态", "bar", PlacedOrder, orders_by_state, unit="单"),
    Chart("待发货已等多久", "bar", PlacedOrder, late_to_ship, unit="单"),
)
