"""The goods of a paid order leave the house."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from saleor.core.exceptions import InsufficientStock
from saleor.order.actions import create_fulfillments
from saleor.order.models import Fulfillment, OrderLine
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel import audit
from plugins.orders import errors
from plugins.orders.models import Dispatch, PlacedOrder
from plugins.orders.providers import refuse_to_ship
from plugins.orders.selectors.orders import lines_unshipped
from plugins.orders.services.order_lines_cancel import (
    end_shipping_if_nothing_is_left,
    lock_stocks,
    refuse_impossible,
)
from plugins.orders.states import OrderState

#: Saleor's shape: warehouse → lines and quantities that leave it.
Leaving = dict[UUID, list[dict[str, Any]]]


@transaction.atomic
def order_ship(
    *,
    number: str,
    tracking_number: str,
    user: Any,
    actor: str,
    lines: Mapping[int, int] | None = None,
    key: str = "",
) -> int:
    """Fulfil a paid order, or chosen units of it; return the engine's id of it.

    Without `lines` everything leaves that is neither shipped nor cancelled, and a
    repetition ships nothing twice. `lines` maps ids of the engine's order lines to
    units; `key` names the occasion, so that a repetition ships nothing twice either.
    Stock leaves the warehouses where it is allocated, one fulfilment for each.

    Raises:
        OrderNotFound: no order has that number.
        NotShippable: it is not paid, or no longer.
        DomainError: another capability keeps the goods here (`shipping_guard`).
        LineNotFound, QuantityInvalid, QuantityExceeded: not units left to ship.
        OccasionReused: the key stands for other units.
        GoodsMissing: a variant or its stock was deleted. Nothing was changed.
        ValueError: `lines` without a `key`.
    """
    placed = (
        PlacedOrder.objects.select_for_update(of=("self",))
        .select_related("order")
        .filter(number=number)
        .first()
    )
    if placed is None:
        raise errors.OrderNotFound()
    if lines is not None and _dispatched_before(placed, lines, key):
        return placed.order_id
    if placed.state != OrderState.PAID.value:
        raise errors.NotShippable()
    refuse_to_ship(order_id=placed.order_id, line_ids=lines)
    left = lines_unshipped(placed.order)
    if lines is not None:
        refuse_impossible(left, lines)
        left = {line: lines.get(line.pk, 0) for line in left}
        Dispatch.objects.create(placed=placed, key=key, units=_as_json(lines))
    units = {line: quantity for line, quantity in left.items() if quantity}
    if not units and not placed.order.fulfillments.exists():
        # Everything was refunded before it left.
        raise errors.NotShippable()
    if units:
        _fulfil(placed, units, tracking_number=tracking_number, user=user, actor=actor)
    return placed.order_id


def _dispatched_before(placed: PlacedOrder, lines: Mapping[int, int], key: str) -> bool:
    if not key:
        raise ValueError("chosen units need the name of their occasion")
    earlier = placed.dispatches.filter(key=key).first()
    if earlier is not None and earlier.units != _as_json(lines):
        raise errors.OccasionReused(field="key", key=key)
    return earlier is not None


def _as_json(lines: Mapping[int, int]) -> dict[str, int]:
    return {str(line_id): quantity for line_id, quantity in lines.items()}


def _fulfil(
    placed: PlacedOrder,
    units: Mapping[OrderLine, int],
    *,
    tracking_number: str,
    user: Any,
    actor: str,
) -> None:
    order = placed.order
    leaving, kept = _plan(units, stocks=lock_stocks(list(units)))
    # Saleor frees a line's allocations by stock, not by warehouse, so a line held
    # in two warehouses could find its own goods taken. Freed at once, under the
    # locks of the stocks, they are still there.
    Allocation.objects.filter(order_line__in=units).update(quantity_allocated=0)
    try:
        fulfilments = create_fulfillments(user, order, leaving, notify_customer=False)
    except InsufficientStock as error:
        raise errors.GoodsMissing(item=str(error.item)) from error
    for allocation_id, quantity in kept.items():
        Allocation.objects.filter(pk=allocation_id).update(quantity_allocated=quantity)
    _write_tracking(fulfilments, tracking_number)
    end_shipping_if_nothing_is_left(order)
    audit.record(
        "orders.order.shipped",
        placed,
        actor=actor,
        fulfilments=[fulfilment.pk for fulfilment in fulfilments],
        units={str(line.pk): quantity for line, quantity in units.items()},
    )


def _plan(
    units: Mapping[OrderLine, int], *, stocks: Sequence[Stock]
) -> tuple[Leaving, dict[int, int]]:
    """Say what leaves which warehouse, and what each allocation keeps afterwards.

    Goods whose quantity is not counted have no allocation: any of their stocks does.
    """
    warehouses = {stock.pk: stock.warehouse_id for stock in stocks}
    leaving: Leaving = defaultdict(list)
    kept: dict[int, int] = {}
    for line, wanted in units.items():
        missing = wanted
        held = line.allocations.select_for_update(of=("self",)).filter(quantity_allocated__gt=0)
        for allocation in held.order_by("stock_id"):
            taken = min(missing, allocation.quantity_allocated)
            kept[allocation.pk] = allocation.quantity_allocated - taken
            missing -= taken
            if taken:
                leaving[warehouses[allocation.stock_id]].append(_unit(line, taken))
        if missing:
            leaving[warehouses[_uncounted(line, stocks)]].append(_unit(line, missing))
    return dict(leaving), kept


def _unit(line: OrderLine, quantity: int) -> dict[str, Any]:
    return {"order_line": line, "quantity": quantity}


def _uncounted(line: OrderLine, stocks: Sequence[Stock]) -> int:
    """Return any stock of goods that are not counted.

    Raises:
        GoodsMissing: they are counted, or have no stock at all.
    """
    anywhere = [stock.pk for stock in stocks if stock.product_variant_id == line.variant_id]
    counted = line.variant is not None and line.variant.track_inventory
    if counted or not anywhere:
        raise errors.GoodsMissing(item=line.product_name)
    return anywhere[0]


def _write_tracking(fulfilments: list[Fulfillment], tracking_number: str) -> None:
    for fulfilment in fulfilments:
        fulfilment.tracking_number = tracking_number
        fulfilment.save(update_fields=["tracking_number"])
