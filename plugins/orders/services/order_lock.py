"""Hold an order still while something is decided about it."""

from __future__ import annotations

from django.db import transaction

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
