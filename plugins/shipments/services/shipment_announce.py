"""Tell other capabilities that an order has left. A handler of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.shipments.models import Shipment
from plugins.shipments.signals import order_shipped


def announce_shipped(payload: Mapping[str, Any]) -> None:
    order_shipped.send(sender=Shipment, order_id=payload["order_id"])
