"""Goods were fulfilled: somebody has to say how they travel."""

from __future__ import annotations

from datetime import datetime

from plugins.kernel import audit
from plugins.orders.public import OrderNotFound, OrderState, order_summary
from plugins.shipments.models import Shipment
from plugins.shipments.states import ShipmentState

ACTOR = "system:shipments"


def shipment_open(*, order_id: int, now: datetime, part: str = "") -> Shipment | None:
    """Return the order's shipment of that part, made if it has none.

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
        order_id=order_id, part=part, defaults={"opened_at": now}
    )
    if created:
        audit.record("shipments.shipment.opened", shipment, actor=ACTOR, order=order_id)
    return shipment


def shipment_notice(*, order_id: int, now: datetime) -> None:
    """Something was fulfilled in the engine: unless a part is just leaving, open a shipment."""
    waiting = Shipment.objects.filter(order_id=order_id, state=ShipmentState.TO_LABEL.value)
    if not waiting.exists():
        shipment_open(order_id=order_id, now=now)
