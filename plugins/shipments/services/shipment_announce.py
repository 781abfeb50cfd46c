"""Tell other capabilities what became of an order's goods and money.

Handlers of the outbox: they may run twice for one occasion, never not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.shipments.models import Shipment
from plugins.shipments.signals import order_received, order_settled, order_shipped


def announce_shipped(payload: Mapping[str, Any]) -> None:
    order_shipped.send(sender=Shipment, order_id=payload["order_id"], part=payload.get("part", ""))


def announce_received(payload: Mapping[str, Any]) -> None:
    order_received.send(sender=Shipment, order_id=payload["order_id"])


def announce_settled(payload: Mapping[str, Any]) -> None:
    order_settled.send(sender=Shipment, order_id=payload["order_id"])
