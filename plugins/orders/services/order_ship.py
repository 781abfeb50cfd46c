"""The goods of a paid order leave the house."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import transaction
from saleor.core.exceptions import InsufficientStock
from saleor.order.actions import create_fulfillments
from saleor.order.models import Fulfillment, Order, OrderLine
from saleor.warehouse.management import deallocate_stock_for_order
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel import audit
from plugins.orders import errors
from plugins.orders.models import PlacedOrder
from plugins.orders.providers import goods_kept_back
from plugins.orders.states import OrderState

#: Saleor's shape: warehouse → lines and quantities that leave it.
Leaving = dict[UUID, list[dict[str, Any]]]


@transaction.atomic
def order_ship(*, number: str, tracking_number: str, user: Any, actor: str) -> int:
    """Fulfil everything of a paid order that is not fulfilled yet; return its id.

    Goods that were refunded before they left stay here.

    Stock leaves the warehouses where it is allocated, one fulfilment for each.
    An order of which nothing is left to ship is left alone, so a repetition
    ships nothing twice.

    Raises:
        OrderNotFound: no order has that number.
        NotShippable: it is not paid, or no longer.
        GoodsContested: somebody has to decide about goods that are still here.
        GoodsMissing: a variant or its stock was deleted; nothing was changed.
    """
    placed = (
        PlacedOrder.objects.select_for_update(of=("self",))
        .select_related("order")
        .filter(number=number)
        .first()
    )
    if placed is None:
        raise errors.OrderNotFound()
    if placed.state != OrderState.PAID.value:
        raise errors.NotShippable()
    order = placed.order
    to_ship = _to_ship(order)
    if not to_ship:
        if not order.fulfillments.exists():  # everything was refunded before it left
            raise errors.NotShippable()
        return order.pk

    leaving = _leaving(to_ship)
    # Saleor frees a line's allocations by stock, not by warehouse, so a line held
    # in two warehouses could find its own goods taken. Freed at once, under the
    # locks of the stocks, they are still there.
    deallocate_stock_for_order(order)
    try:
        fulfilments = create_fulfillments(user, order, leaving, notify_customer=False)
    except InsufficientStock as error:
        raise errors.GoodsMissing(item=str(error.item)) from error
    _write_tracking(fulfilments, tracking_number)
    audit.record(
        "orders.order.shipped",
        placed,
        actor=actor,
        fulfilments=[fulfilment.pk for fulfilment in fulfilments],
    )
    return order.pk


def _to_ship(order: Order) -> dict[OrderLine, int]:
    kept = goods_kept_back(order_id=order.pk)
    if kept.is_contested:
        raise errors.GoodsContested()
    left = {
        line: line.quantity_unfulfilled - kept.quantities.get(line.pk, 0)
        for line in order.lines.order_by("pk")
    }
    return {line: quantity for line, quantity in left.items() if quantity > 0}


def _leaving(to_ship: dict[OrderLine, int]) -> Leaving:
    """Say what leaves which warehouse, and lock those stocks by primary key."""
    variants = [line.variant_id for line in to_ship if line.variant_id]
    stocks = list(
        Stock.objects.select_for_update(of=("self",))
        .filter(product_variant__in=variants)
        .order_by("pk")
    )
    by_pk = {stock.pk: stock for stock in stocks}
    leaving: Leaving = defaultdict(list)
    for line, wanted in to_ship.items():
        for stock_id, quantity in _sources(line, wanted, stocks):
            warehouse = by_pk[stock_id].warehouse_id
            leaving[warehouse].append({"order_line": line, "quantity": quantity})
    return dict(leaving)


def _sources(line: OrderLine, wanted: int, stocks: list[Stock]) -> list[tuple[int, int]]:
    """Return from which stock how many of the wanted units leave.

    Goods whose quantity is not counted have no allocation: any of their stocks does.
    """
    held = Allocation.objects.filter(order_line=line, quantity_allocated__gt=0)
    sources = list(held.order_by("stock_id").values_list("stock_id", "quantity_allocated"))
    missing = wanted - sum(quantity for _, quantity in sources)
    if missing < 0:
        raise errors.GoodsMissing(item=line.product_name)
    if missing:
        anywhere = [s.pk for s in stocks if s.product_variant_id == line.variant_id]
        counted = line.variant is not None and line.variant.track_inventory
        if counted or not anywhere:
            raise errors.GoodsMissing(item=line.product_name)
        sources.append((anywhere[0], missing))
    return sources


def _write_tracking(fulfilments: list[Fulfillment], tracking_number: str) -> None:
    for fulfilment in fulfilments:
        fulfilment.tracking_number = tracking_number
        fulfilment.save(update_fields=["tracking_number"])
