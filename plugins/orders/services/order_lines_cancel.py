"""Units of a paid order that will not be shipped any more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from saleor.order import OrderStatus
from saleor.order.models import Order, OrderLine
from saleor.warehouse.management import deallocate_stock
from saleor.warehouse.models import Stock

from plugins.kernel import audit
from plugins.orders import errors
from plugins.orders.models import LineCancellation, PlacedOrder
from plugins.orders.rules.placing import are_quantities
from plugins.orders.selectors.orders import lines_unshipped
from plugins.orders.services.order_lock import order_lock
from plugins.orders.states import OrderState


@transaction.atomic
def order_lines_cancel(
    *,
    order_id: int,
    quantities: Mapping[int, int],
    key: str,
    actor: str,
    reason: str,
    now: datetime,
) -> None:
    """Take units out of what is left to ship and free their stock; no money moves.

    `quantities` maps ids of the engine's order lines to units. `key` names the
    occasion (an after-sales case): asking again with the same key and the same
    units changes nothing.

    Raises:
        OrderNotFound: no buyer placed such an order.
        NotShippable: it is not paid, or no longer.
        LineNotFound, QuantityInvalid: the units are not units of this order.
        QuantityExceeded: fewer than that are left to ship.
        OccasionReused: the key stands for other units. Nothing was changed.
    """
    placed = order_lock(order_id=order_id)
    if _asked_before(order_id, quantities, key):
        return
    if placed.state != OrderState.PAID.value:
        raise errors.NotShippable()
    cancel_units(placed=placed, quantities=quantities, key=key, actor=actor, reason=reason, now=now)


def _asked_before(order_id: int, quantities: Mapping[int, int], key: str) -> bool:
    earlier = LineCancellation.objects.filter(order_line__order_id=order_id, key=key)
    before = dict(earlier.values_list("order_line_id", "quantity"))
    if before and before != dict(quantities):
        raise errors.OccasionReused(field="key", key=key)
    return bool(before)


def cancel_units(
    *,
    placed: PlacedOrder,
    quantities: Mapping[int, int],
    key: str,
    actor: str,
    reason: str,
    now: datetime,
) -> None:
    """Do so; the caller has locked `placed` and knows that it may."""
    lines = lines_unshipped(placed.order)
    refuse_impossible(lines, quantities)
    lock_stocks(list(lines))
    for line in lines:
        if line.pk in quantities:
            _free_stock(line, quantities[line.pk])
    LineCancellation.objects.bulk_create(
        LineCancellation(
            order_line_id=line_id, quantity=quantity, key=key, reason=reason[:200], cancelled_at=now
        )
        for line_id, quantity in sorted(quantities.items())
    )
    end_shipping_if_nothing_is_left(placed.order)
    audit.record(
        "orders.order.lines_cancelled",
        placed,
        actor=actor,
        reason=reason,
        key=key,
        units={str(line_id): quantity for line_id, quantity in sorted(quantities.items())},
    )


def cancel_rest(*, placed: PlacedOrder, key: str, actor: str, reason: str, now: datetime) -> None:
    """Take everything out that has not left yet; the caller has locked `placed`."""
    left = {line.pk: units for line, units in lines_unshipped(placed.order).items() if units}
    if left:
        cancel_units(placed=placed, quantities=left, key=key, actor=actor, reason=reason, now=now)


def refuse_impossible(left: Mapping[OrderLine, int], quantities: Mapping[int, int]) -> None:
    """Refuse units that are not left to ship of these lines.

    Raises:
        LineNotFound, QuantityInvalid, QuantityExceeded.
    """
    if not are_quantities(quantities.values()):
        raise errors.QuantityInvalid()
    by_id = {line.pk: line for line in left}
    for line_id, quantity in quantities.items():
        line = by_id.get(line_id)
        if line is None:
            raise errors.LineNotFound()
        if quantity > left[line]:
            raise errors.QuantityExceeded(item=line.product_name, left=left[line])


def lock_stocks(lines: list[OrderLine]) -> list[Stock]:
    """Lock all stock of these lines by primary key, so that nobody waits in a ring."""
    variants = [line.variant_id for line in lines if line.variant_id]
    return list(
        Stock.objects.select_for_update(of=("self",))
        .filter(product_variant__in=variants)
        .order_by("pk")
    )


def _free_stock(line: OrderLine, quantity: int) -> None:
    """Goods that are not counted hold no stock, so there may be less to free."""
    held = line.allocations.aggregate(total=Sum("quantity_allocated"))["total"] or 0
    if held:
        deallocate_stock(line, min(quantity, held))


def end_shipping_if_nothing_is_left(order: Order) -> None:
    """Show on Saleor's screens that nobody has to ship anything of this order."""
    left = lines_unshipped(order)
    if any(left.values()):
        return
    shipped = any(line.quantity_fulfilled for line in left)
    order.status = OrderStatus.FULFILLED if shipped else OrderStatus.CANCELED
    order.save(update_fields=["status"])
