"""Goods of a paid order will not be shipped: they are for sale again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Sum
from saleor.order.models import FulfillmentLine, Order, OrderLine
from saleor.warehouse.management import deallocate_stock, increase_stock
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel import audit
from plugins.orders.errors import OrderNotFound
from plugins.orders.models import PlacedOrder


@transaction.atomic
def order_lock(*, order_id: int) -> PlacedOrder:
    """Lock an order: shipping, paying and refunding it wait until the caller is done.

    Raises:
        OrderNotFound: the engine's order was not placed by a buyer.
    """
    placed = (
        PlacedOrder.objects.select_for_update(of=("self",))
        .select_related("order")
        .filter(order_id=order_id)
        .first()
    )
    if placed is None:
        raise OrderNotFound()
    return placed


@transaction.atomic
def order_lines_drop(
    *, order_id: int, quantities: Mapping[int, int], actor: str, reason: str
) -> None:
    """Free the stock held for part of an order that has not been shipped.

    The caller keeps those quantities back from now on (see `ShippingGuard`) and
    drops them once. Goods whose stock is not counted hold none.
    """
    placed = order_lock(order_id=order_id)
    lines = _lines(placed.order, quantities)
    for line in lines:
        held = Allocation.objects.filter(order_line=line).aggregate(all=Sum("quantity_allocated"))[
            "all"
        ]
        freed = min(quantities[line.pk], held or 0)
        if freed:
            deallocate_stock(line, freed)
    audit.record(
        "orders.order.lines_dropped",
        placed,
        actor=actor,
        reason=reason,
        lines={str(line.pk): quantities[line.pk] for line in lines},
    )


@transaction.atomic
def order_lines_restock(
    *, order_id: int, quantities: Mapping[int, int], actor: str, reason: str
) -> None:
    """Put goods that came back whole where they had left from.

    The caller does it once. Goods whose stock is not counted, or whose variant
    was deleted meanwhile, have no shelf to go back to.
    """
    placed = order_lock(order_id=order_id)
    lines = _lines(placed.order, quantities)
    for line in lines:
        source = _left_from(line)
        if source is not None and line.variant.track_inventory:
            increase_stock(line, source.warehouse, quantities[line.pk])
    audit.record(
        "orders.order.lines_restocked",
        placed,
        actor=actor,
        reason=reason,
        lines={str(line.pk): quantities[line.pk] for line in lines},
    )


def _lines(order: Order, quantities: Mapping[int, int]) -> list[OrderLine]:
    """Return the lines, with all stocks of their goods locked at once by primary key."""
    lines = list(order.lines.filter(pk__in=quantities).select_related("variant").order_by("pk"))
    variants = [line.variant_id for line in lines if line.variant_id]
    stocks = Stock.objects.select_for_update(of=("self",)).filter(product_variant__in=variants)
    list(stocks.order_by("pk").values_list("pk", flat=True))
    return lines


def _left_from(line: OrderLine) -> Any:
    shipped = FulfillmentLine.objects.filter(order_line=line, stock__isnull=False)
    first = shipped.select_related("stock__warehouse").order_by("pk").first()
    return first.stock if first is not None and line.variant is not None else None
