"""Reads of shipments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, Q, QuerySet

from plugins.orders.public import OrderState
from plugins.shipments.models import Shipment, ShippingReminder
from plugins.shipments.rules import Method, companies
from plugins.shipments.states import ShipmentState


@dataclass(frozen=True)
class ShipmentSummary:
    """What a buyer is told: the way, and for express the first parcel."""

    method: Method
    company: str
    tracking_no: str
    parcels: int
    received_at: datetime | None = None


def shipment_summary(*, order_id: int) -> ShipmentSummary | None:
    """Return how an order travels; None while nobody said so."""
    shipment = Shipment.objects.filter(order_id=order_id).first()
    if shipment is None or shipment.state == ShipmentState.TO_LABEL.value:
        return None
    labels = shipment.labels()
    return ShipmentSummary(
        method=Method(shipment.method),
        company=companies()[labels[0].company].name if labels else "",
        tracking_no=labels[0].tracking_no if labels else "",
        parcels=len(labels),
        received_at=shipment.received_at,
    )


def reminders_open() -> QuerySet[ShippingReminder]:
    """Return reminders of orders that are still to be shipped, the oldest first."""
    not_sent = Q(order__shipment__isnull=True) | Q(
        order__shipment__state=ShipmentState.TO_LABEL.value
    )
    return ShippingReminder.objects.filter(
        not_sent, order__placed__state=OrderState.PAID.value
    ).select_related("order__placed")


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(Shipment.objects.filter(order_id=order_id))
