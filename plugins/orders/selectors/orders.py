"""Reads of orders."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet, Sum
from saleor.order.models import Order, OrderLine

from plugins.orders.errors import NotPayable, OrderNotFound, PaymentOverdue
from plugins.orders.models import PlacedOrder, ReturnConsent
from plugins.orders.states import OrderState


@dataclass(frozen=True)
class PayableOrder:
    """What a payment provider needs to know of an order; money in fen."""

    order_id: int
    number: str
    buyer_id: int
    total_fen: int
    pay_by: datetime
    description: str


@dataclass(frozen=True)
class OrderSummary:
    """What others tell about an order; money in fen."""

    order_id: int
    number: str
    buyer_id: int
    state: OrderState
    total_fen: int
    placed_at: datetime
    pay_by: datetime
    goods: str
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    refunded_fen: int = 0


def orders_of(buyer: Any) -> QuerySet[PlacedOrder]:
    """Return the buyer's own orders, newest first."""
    return PlacedOrder.objects.filter(buyer=buyer).select_related("order")


def order_of_buyer(*, number: str, buyer: Any) -> PlacedOrder:
    """Return the buyer's order; other people's orders do not exist.

    Raises:
        OrderNotFound: no order of this buyer has that number.
    """
    placed = orders_of(buyer).filter(number=number).first()
    if placed is None:
        raise OrderNotFound()
    return placed


def order_id_of(*, number: str) -> int:
    """Return the engine's id of an order by its number, whoever's it is.

    Raises:
        OrderNotFound: no order has that number.
    """
    placed = PlacedOrder.objects.filter(number=number).first()
    if placed is None:
        raise OrderNotFound()
    return placed.order_id


def order_payable(*, number: str, buyer: Any, now: datetime) -> PayableOrder:
    """Return the buyer's order if it can be paid now.

    Raises:
        OrderNotFound, NotPayable, PaymentOverdue.
    """
    placed = order_of_buyer(number=number, buyer=buyer)
    if placed.state != OrderState.AWAITING_PAYMENT.value:
        raise NotPayable()
    if now >= placed.pay_by:
        raise PaymentOverdue()
    return PayableOrder(
        order_id=placed.order_id,
        number=placed.number,
        buyer_id=placed.buyer_id,
        total_fen=placed.total_fen,
        pay_by=placed.pay_by,
        description=_goods_of(placed),
    )


def order_summary(*, order_id: int) -> OrderSummary:
    """Return the facts of an order.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    placed = PlacedOrder.objects.select_related("order").filter(order_id=order_id).first()
    if placed is None:
        raise OrderNotFound()
    return OrderSummary(
        order_id=placed.order_id,
        number=placed.number,
        buyer_id=placed.buyer_id,
        state=OrderState(placed.state),
        total_fen=placed.total_fen,
        placed_at=placed.placed_at,
        pay_by=placed.pay_by,
        goods=_goods_of(placed),
        paid_at=placed.paid_at,
        cancelled_at=placed.cancelled_at,
        refunded_fen=placed.refunded_fen,
    )


def _goods_of(placed: PlacedOrder) -> str:
    names = list(placed.order.lines.order_by("pk").values_list("product_name", flat=True))
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}件"


def orders_to_pay_by(*, after: datetime, until: datetime) -> list[int]:
    """Return the orders that await payment and whose time ends in that span."""
    return list(
        PlacedOrder.objects.filter(
            state=OrderState.AWAITING_PAYMENT.value, pay_by__gt=after, pay_by__lte=until
        )
        .order_by("pay_by")
        .values_list("order_id", flat=True)
    )


def lines_with_return_consent(*, order_id: int) -> set[int]:
    """Return the lines of which the buyer confirmed that they take no no-reason return."""
    consents = ReturnConsent.objects.filter(order_line__order_id=order_id)
    return set(consents.values_list("order_line_id", flat=True))


def is_awaiting_payment(*, order_id: int) -> bool:
    return PlacedOrder.objects.filter(
        order_id=order_id, state=OrderState.AWAITING_PAYMENT.value
    ).exists()


def orders_overdue(*, now: datetime, limit: int) -> list[PlacedOrder]:
    """Return unpaid orders whose time is over, the oldest deadline first."""
    return list(
        PlacedOrder.objects.filter(
            state=OrderState.AWAITING_PAYMENT.value, pay_by__lte=now
        ).order_by("pay_by")[:limit]
    )


def lines_unshipped(order: Order | int) -> dict[OrderLine, int]:
    """Return all lines of an order with the units that are still to be shipped.

    Read anew: ordered, less shipped, less cancelled.
    """
    lines = OrderLine.objects.filter(order=order).order_by("pk")
    counted = lines.annotate(units_cancelled=Sum("cancellations__quantity"))
    return {line: line.quantity_unfulfilled - (line.units_cancelled or 0) for line in counted}


def is_all_shipped(*, order_id: int) -> bool:
    """Tell whether everything has left that was not cancelled before."""
    return not any(lines_unshipped(order_id).values())


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(PlacedOrder.objects.filter(order_id=order_id))


def units_left(*, line_ids: Collection[int]) -> dict[int, int]:
    """Return the units of these lines that are neither shipped nor cancelled."""
    lines = OrderLine.objects.filter(pk__in=line_ids).annotate(
        units_cancelled=Sum("cancellations__quantity")
    )
    return {line.pk: line.quantity_unfulfilled - (line.units_cancelled or 0) for line in lines}
