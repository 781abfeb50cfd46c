"""Goods were fulfilled: somebody has to say how they travel."""

from __future__ import annotations

from datetime import datetime

from plugins.kernel import audit
from plugins.orders.public import OrderNotFound, OrderState, order_summary
from plugins.shipments.models import Shipment

ACTOR = "system:shipments"


def shipment_open(*, order_id: int, now: datetime) -> Shipment | None:
    """Return the order's shipment, made if it has none.

    None for an order that is not the shop's own or is not paid: the engine would
    fulfil that too, WeChat must not hear of it.
    """
    try:
        order = order_summary(order_id=order_id)
    except OrderNotFound:
        return None
    if order.state is not OrderState.PAID:
        return None
    shipment, created = Shipment.objects.get_or_create(
        order_id=order_id, defaults={"opened_at": now}
    )
    if created:
        audit.record("shipments.shipment.opened", shipment, actor=ACTOR, order=order_id)
    return shipment
