"""The buyer has the goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.kernel import audit, outbox
from plugins.shipments import errors
from plugins.shipments.models import Shipment


@transaction.atomic
def shipment_receive(*, order_id: int, at: datetime, by: str) -> Shipment:
    """Keep when what has left of an order was received; the first word counts.

    Neither buyer nor WeChat tells parts apart, so the word is about all that have
    left; it is returned of one of them. What leaves later is received by itself.

    `by` is who says so: `buyer:7`, or `system:wechat` for WeChat's own push.

    Raises:
        ShipmentNotFound: nothing was shipped, or nobody said yet how it travels.
    """
    shipments = list(Shipment.objects.locked_of(order_id).labelled())
    if not shipments:
        raise errors.ShipmentNotFound()
    new = [shipment for shipment in shipments if shipment.received_at is None]
    for shipment in new:
        shipment.received_at = at
        shipment.save(update_fields=["received_at"])
        audit.record("shipments.shipment.received", shipment, actor=by, at=at.isoformat())
    if new:
        key = str(order_id) if new == shipments else f"{order_id}:{new[-1].pk}"
        outbox.put(topic="shipments.received", key=key, payload={"order_id": order_id})
    return shipments[-1]
