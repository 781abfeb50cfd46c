"""Goods of an order came back: they are for sale again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from saleor.order.models import FulfillmentLine, Order, OrderLine
from saleor.warehouse.management import increase_stock

from plugins.kernel import audit
from plugins.orders.services.order_lines_cancel import lock_stocks
from plugins.orders.services.order_lock import order_lock


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
    lock_stocks(lines)
    return lines


def _left_from(line: OrderLine) -> Any:
    shipped = FulfillmentLine.objects.filter(order_line=line, stock__isnull=False)
    first = shipped.select_related("stock__warehouse").order_by("pk").first()
    return first.stock if first is not None and line.variant is not None else None
