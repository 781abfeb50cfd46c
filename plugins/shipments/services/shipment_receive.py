"""The buyer has the goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.kernel import audit, outbox
from plugins.shipments import errors
from plugins.shipments.models import Shipment
from plugins.shipments.states import ShipmentState


@transaction.atomic
def shipment_receive(*, order_id: int, at: datetime, by: str) -> Shipment:
    """Keep when the goods of an order were received; the first word counts.

    `by` is who says so: `buyer:7`, or `system:wechat` for WeChat's own push.

    Raises:
        ShipmentNotFound: nothing was shipped, or nobody said yet how it travels.
    """
    shipment = Shipment.objects.select_for_update(of=("self",)).filter(order_id=order_id).first()
    if shipment is None or shipment.state == ShipmentState.TO_LABEL.value:
        raise errors.ShipmentNotFound()
    if shipment.received_at is None:
        shipment.received_at = at
        shipment.save(update_fields=["received_at"])
        audit.record("shipments.shipment.received", shipment, actor=by, at=at.isoformat())
        outbox.put(topic="shipments.received", key=str(order_id), payload={"order_id": order_id})
    return shipment
