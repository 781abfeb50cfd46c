"""Reads of child orders. An enterprise sees its own; other people's do not exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce
from saleor.order.models import OrderLine
from saleor.warehouse.models import Allocation

from plugins.child_orders import rules
from plugins.child_orders.errors import ChildOrderNotFound
from plugins.child_orders.models import ChildLine, ChildMessage, ChildOrder, Side
from plugins.child_orders.states import OPEN, ChildState
from plugins.orders.public import refunds_named

_OPEN = [state.value for state in OPEN]
#: The enterprise has done its part: now the buyer has to come.
_SET_ASIDE = Q(is_pick_up=True, state=ChildState.READY.value)


@dataclass(frozen=True)
class ChildCounts:
    """What an enterprise's desk shows first."""

    by_state: Mapping[ChildState, int]
    late: int
    oldest_paid_at: datetime | None

    @property
    def to_ship(self) -> int:
        return self.by_state.get(ChildState.TO_SHIP, 0)


@dataclass(frozen=True)
class PickRow:
    """Units of one size of goods to take from one warehouse; "" where stock is not counted."""

    warehouse: str
    town: str
    sku: str
    name: str
    units: int


def child_orders_of(
    *, enterprise_id: int, states: Collection[ChildState] = ()
) -> QuerySet[ChildOrder]:
    """Return an enterprise's child orders with their lines, newest first.

    Two queries however many there are. What nobody has paid is not shown: the
    buyer may still change their mind.
    """
    mine = ChildOrder.objects.filter(enterprise=enterprise_id, paid_at__isnull=False)
    if states:
        mine = mine.filter(state__in=[state.value for state in states])
    return with_lines(mine).order_by("-pk")


def with_lines(children: QuerySet[ChildOrder]) -> QuerySet[ChildOrder]:
    return children.select_related("enterprise", "order__shipping_address").prefetch_related(
        "lines__order_line__variant__product"
    )


def most_urgent_first(children: QuerySet[ChildOrder]) -> QuerySet[ChildOrder]:
    """Order by deadline what has to leave, the longest overdue first; the rest by age."""
    deadline = Case(When(state__in=_OPEN, then=F("ship_by")), output_field=DateTimeField())
    return children.order_by(deadline.asc(nulls_last=True), "-pk")


def awaiting_answer(*, enterprise_id: int) -> QuerySet[ChildOrder]:
    """Return child orders whose buyer wrote last."""
    messages = ChildMessage.objects.filter(child_order=OuterRef("pk")).order_by("-pk")
    mine = ChildOrder.objects.filter(enterprise=enterprise_id, paid_at__isnull=False)
    return (
        mine.filter(Exists(messages))
        .alias(last=Subquery(messages.values("side")[:1]))
        .filter(last=Side.BUYER.value)
    )


def child_order_of_enterprise(*, number: str, enterprise_id: int) -> ChildOrder:
    """Return an enterprise's own child order.

    Raises:
        ChildOrderNotFound: it has none of that number that was paid.
    """
    child = child_orders_of(enterprise_id=enterprise_id).filter(number=number).first()
    if child is None:
        raise ChildOrderNotFound(field="number")
    return child


def child_order_of_buyer(*, number: str, buyer: Any) -> ChildOrder:
    """Return a child order of the buyer's own order.

    Raises:
        ChildOrderNotFound: the buyer has none of that number.
    """
    mine = ChildOrder.objects.filter(order__placed__buyer=buyer, number=number)
    child = with_lines(mine).first()
    if child is None:
        raise ChildOrderNotFound(field="number")
    return child


def orders_to_ship(*, buyer: Any, now: datetime) -> QuerySet[Any]:
    """Return the ids of the buyer's orders of which an enterprise's part has not left."""
    return _orders_in(Q(state__in=_OPEN) & ~_SET_ASIDE, buyer)


def orders_to_receive(*, buyer: Any, now: datetime) -> QuerySet[Any]:
    """Return the ids of the buyer's orders of which a part is on its way, or waits for her."""
    return _orders_in(Q(state=ChildState.SHIPPED.value) | _SET_ASIDE, buyer)


def _orders_in(condition: Q, buyer: Any) -> QuerySet[Any]:
    mine = ChildOrder.objects.filter(condition, order__placed__buyer=buyer)
    return mine.order_by().values("order_id")


def late_child_orders(*, now: datetime) -> QuerySet[ChildOrder]:
    """Return what should have left by now, the longest overdue first."""
    open_ = ChildOrder.objects.filter(state__in=_OPEN, ship_by__lte=now).exclude(_SET_ASIDE)
    late = _with_goods_here(open_)
    return late.select_related("enterprise").order_by("ship_by", "pk")


def child_orders_due(*, now: datetime, within: timedelta = rules.REMIND_BEFORE) -> Any:
    """Return what has to leave soon or should have left, the most urgent first."""
    return late_child_orders(now=now + within)


def _with_goods_here(children: QuerySet[ChildOrder]) -> QuerySet[ChildOrder]:
    """Leave out those whose goods were all cancelled while their refund is on its way."""
    cancelled = Coalesce(Sum("cancellations__quantity"), 0, output_field=IntegerField())
    here = (
        OrderLine.objects.filter(child_line__child_order=OuterRef("pk"))
        .annotate(here=F("quantity") - F("quantity_fulfilled") - cancelled)
        .filter(here__gt=0)
    )
    return children.filter(Exists(here))


def child_counts(*, enterprise_id: int, now: datetime) -> ChildCounts:
    """Count an enterprise's child orders by state, in two queries."""
    mine = ChildOrder.objects.filter(enterprise=enterprise_id, paid_at__isnull=False)
    rows = (
        mine.order_by()
        .values_list("state")
        .annotate(units=Count("pk"), oldest=Min("paid_at", filter=Q(state__in=_OPEN)))
    )
    found = {ChildState(state): (units, oldest) for state, units, oldest in rows}
    return ChildCounts(
        by_state={state: units for state, (units, _) in found.items()},
        late=late_child_orders(now=now).filter(enterprise=enterprise_id).count(),
        oldest_paid_at=min((old for _, old in found.values() if old is not None), default=None),
    )


def pick_list(*, enterprise_id: int, numbers: Collection[str]) -> list[PickRow]:
    """Add up what to take from which warehouse for chosen child orders that are to ship.

    Raises:
        ChildOrderNotFound: one of them is not this enterprise's.
    """
    mine = ChildOrder.objects.filter(
        enterprise=enterprise_id, number__in=numbers, paid_at__isnull=False
    )
    if mine.count() != len(set(numbers)):
        raise ChildOrderNotFound(field="numbers")
    waiting = mine.filter(state__in=[ChildState.TO_SHIP.value, ChildState.READY.value])
    lines = ChildLine.objects.filter(child_order__in=waiting)
    held = Allocation.objects.filter(order_line__child_line__in=lines, quantity_allocated__gt=0)
    units: dict[tuple[str, str, str, str], int] = defaultdict(int)
    allocated: dict[int, int] = defaultdict(int)
    for each in held.select_related("order_line", "stock__warehouse__address"):
        warehouse = each.stock.warehouse
        units[(warehouse.name, warehouse.address.city_area, *_named(each.order_line))] += (
            each.quantity_allocated
        )
        allocated[each.order_line_id] += each.quantity_allocated
    for line in _with_units_left(lines):
        uncounted = line.here - allocated[line.pk]
        if uncounted > 0:
            units[("", "", *_named(line))] += uncounted
    return [PickRow(*key, units=total) for key, total in sorted(units.items())]


def _named(line: OrderLine) -> tuple[str, str]:
    return line.product_sku, f"{line.product_name} {line.variant_name}".strip()


def _with_units_left(lines: QuerySet[ChildLine]) -> Any:
    cancelled = Coalesce(Sum("cancellations__quantity"), 0, output_field=IntegerField())
    return OrderLine.objects.filter(child_line__in=lines).annotate(
        here=F("quantity") - F("quantity_fulfilled") - cancelled
    )


def owners_of_lines(*, order_id: int) -> dict[int, int]:
    """Return for each line of an order the child order it belongs to."""
    lines = ChildLine.objects.filter(child_order__order=order_id)
    return dict(lines.values_list("order_line_id", "child_order_id"))


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(ChildOrder.objects.filter(order_id=order_id).order_by("pk"))


def refunds_of_lines(*, child: ChildOrder) -> tuple[dict[int, int], int]:
    """Return what of each order line went back, and what went back without naming goods.

    Counted refunds alone; shipping that went back is in neither. Money in fen.
    """
    counted = dict(child.refunds.values_list("key", "fen"))
    mine = set(child.lines.values_list("order_line_id", flat=True))
    named: dict[int, int] = defaultdict(int)
    for refund in refunds_named(order_id=child.order_id):
        if counted.pop(refund.key, None) is None:
            continue
        for line_id in refund.lines.keys() & mine:
            named[line_id] += refund.lines[line_id]
    return dict(named), sum(counted.values())
