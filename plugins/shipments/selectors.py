"""Reads of shipments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Model, OuterRef, QuerySet

from plugins.orders.public import OrderState
from plugins.shipments.models import Shipment, ShippingReminder
from plugins.shipments.rules import Label, Method, companies


@dataclass(frozen=True)
class ShipmentSummary:
    """What a buyer is told: the way, and for express the first parcel."""

    method: Method
    company: str
    tracking_no: str
    parcels: int
    received_at: datetime | None = None
    # When the provider let the merchant have the money.
    settled_at: datetime | None = None


@dataclass(frozen=True)
class ShippedPart:
    """Goods of an order that have left together; `part` is "" for what no part took."""

    order_id: int
    part: str
    method: Method
    labels: tuple[Label, ...]
    shipped_at: datetime
    received_at: datetime | None
    settled_at: datetime | None = None


def shipped_parts(*, order_id: int) -> list[ShippedPart]:
    """Return what has left of an order, in the order of leaving."""
    return shipped_parts_of(order_ids=[order_id]).get(order_id, [])


def shipped_parts_of(*, order_ids: Collection[int]) -> dict[int, list[ShippedPart]]:
    """Return the same for several orders, in two queries."""
    shipments = Shipment.objects.labelled().filter(order__in=order_ids)
    found: dict[int, list[ShippedPart]] = defaultdict(list)
    for shipment in shipments.prefetch_related("parcels").order_by("shipped_at", "pk"):
        found[shipment.order_id].append(
            ShippedPart(
                order_id=shipment.order_id,
                part=shipment.part,
                method=Method(shipment.method),
                labels=tuple(shipment.labels()),
                shipped_at=shipment.shipped_at,
                received_at=shipment.received_at,
                settled_at=shipment.settled_at,
            )
        )
    return dict(found)


def shipment_summary(*, order_id: int, part: str | None = None) -> ShipmentSummary | None:
    """Return how an order, or one part of it, travels; None while nobody said so.

    An order is received when everything that has left of it was.
    """
    parts = [each for each in shipped_parts(order_id=order_id) if part in (None, each.part)]
    if not parts:
        return None
    labels = [label for each in parts for label in each.labels]
    received = [each.received_at for each in parts if each.received_at is not None]
    settled = [each.settled_at for each in parts if each.settled_at is not None]
    return ShipmentSummary(
        method=parts[0].method,
        company=companies()[labels[0].company].name if labels else "",
        tracking_no=labels[0].tracking_no if labels else "",
        parcels=len(labels),
        received_at=max(received) if len(received) == len(parts) else None,
        settled_at=max(settled) if len(settled) == len(parts) else None,
    )


def reminders_open() -> QuerySet[ShippingReminder]:
    """Return reminders of orders of which nothing was shipped yet, the oldest first."""
    sent = Shipment.objects.labelled().filter(order=OuterRef("order"))
    return ShippingReminder.objects.filter(
        ~Exists(sent), order__placed__state=OrderState.PAID.value
    ).select_related("order__placed")


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    return list(Shipment.objects.filter(order_id=order_id))
