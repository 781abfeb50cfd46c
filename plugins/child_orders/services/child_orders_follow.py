"""Child orders follow what the books say of their order. Safe to repeat."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.child_orders import rules
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.services.child_refunds_count import child_refunds_count
from plugins.child_orders.states import OPEN, TRANSITIONS, ChildState
from plugins.kernel.transitions import move
from plugins.listings.public import Promise
from plugins.orders.public import OrderSummary, order_lock, order_summary, units_left
from plugins.shipments.public import ShippedPart, shipped_parts

ACTOR = "system:child_orders"


@dataclass(frozen=True)
class Goods:
    """Of a child order's units: how many are still here to be shipped, how many have left."""

    left: int
    gone: int


@transaction.atomic
def child_orders_follow(*, order_id: int, now: datetime) -> list[ChildOrder]:
    """Bring the child orders of an order in line with payment, refunds and shipments.

    Everything is read anew under the order's lock, so it does not matter what was
    heard, how often, or in which order. The order is locked before its parts.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    order_lock(order_id=order_id)
    order = order_summary(order_id=order_id)
    children = list(
        ChildOrder.objects.select_for_update(of=("self",)).filter(order_id=order_id).order_by("pk")
    )
    if order.cancelled_at is not None:
        # Money that arrives later goes back by itself; nothing is shipped for it.
        for child in children:
            _advance(child, ChildState.CANCELLED)
    elif order.paid_at is not None:
        _follow_paid(order, children, paid_at=order.paid_at, now=now)
    return children


def _follow_paid(
    order: OrderSummary, children: list[ChildOrder], *, paid_at: datetime, now: datetime
) -> None:
    waiting = [child for child in children if child.state == ChildState.AWAITING_PAYMENT.value]
    if waiting:
        promised = _promised(waiting)
        for child in waiting:
            ship_by = rules.ship_by(paid_at=paid_at, promises=promised[child.pk])
            _advance(child, ChildState.TO_SHIP, paid_at=paid_at, ship_by=ship_by)
    child_refunds_count(order=order, children=children, now=now)
    goods = _goods_of(children)
    parts = {part.part: part for part in shipped_parts(order_id=order.order_id)}
    for child in children:
        part = parts.get(child.number) or parts.get("")
        _follow_goods(child, goods[child.pk], part=part)


def _promised(children: list[ChildOrder]) -> dict[int, list[Promise]]:
    """Return what the lines of each part promise, in one query."""
    promised: dict[int, list[Promise]] = defaultdict(list)
    for line in ChildLine.objects.filter(child_order__in=children):
        promised[line.child_order_id].append(line.promise)
    return promised


def _follow_goods(child: ChildOrder, goods: Goods, *, part: ShippedPart | None) -> None:
    if rules.is_refunded(
        total_fen=child.total_fen,
        goods_fen=child.goods_fen,
        refunded_fen=child.refunded_fen,
        has_stayed=not goods.left and not goods.gone,
    ):
        _advance(child, ChildState.REFUNDED)
        return
    if part is None or goods.left or not goods.gone:
        return
    if ChildState(child.state) in OPEN:
        _advance(child, ChildState.SHIPPED, shipped_at=part.shipped_at)
    if part.received_at is not None and child.state == ChildState.SHIPPED.value:
        _advance(child, ChildState.RECEIVED, received_at=part.received_at)


def _goods_of(children: list[ChildOrder]) -> dict[int, Goods]:
    lines = list(ChildLine.objects.filter(child_order__in=children).select_related("order_line"))
    left = units_left(line_ids=[line.order_line_id for line in lines])
    return {
        child.pk: Goods(
            left=sum(left[line.order_line_id] for line in lines if line.child_order_id == child.pk),
            gone=sum(
                line.order_line.quantity_fulfilled
                for line in lines
                if line.child_order_id == child.pk
            ),
        )
        for child in children
    }


def _advance(child: ChildOrder, to: ChildState, **changes: Any) -> None:
    """Move a locked child order unless it has moved before, or elsewhere."""
    if TRANSITIONS.allows(ChildState(child.state), to):
        move(
            child,
            to,
            transitions=TRANSITIONS,
            actor=ACTOR,
            action=f"child_orders.child_order.{to.value}",
            changes=changes,
        )
