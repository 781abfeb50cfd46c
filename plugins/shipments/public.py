"""Everything other capabilities may use of shipments."""

from plugins.shipments.errors import ShipmentNotFound
from plugins.shipments.rules import Label, Method, companies, labels_checked
from plugins.shipments.selectors import (
    ShipmentSummary,
    ShippedPart,
    shipment_summary,
    shipped_parts,
    shipped_parts_of,
)
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.services.shipment_receive import shipment_receive
from plugins.shipments.signals import order_received, order_settled, order_shipped

__all__ = [
    "Label",
    "Method",
    "ShipmentNotFound",
    "ShipmentSummary",
    "ShippedPart",
    "companies",
    "labels_checked",
    "order_received",
    "order_settled",
    "order_shipped",
    "shipment_correct",
    "shipment_make",
    "shipment_receive",
    "shipment_summary",
    "shipped_parts",
    "shipped_parts_of",
]
