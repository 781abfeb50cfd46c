"""Everything other capabilities may use of shipments."""

from plugins.shipments.rules import Label, Method
from plugins.shipments.selectors import ShipmentSummary, shipment_summary
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.signals import order_shipped

__all__ = [
    "Label",
    "Method",
    "ShipmentSummary",
    "order_shipped",
    "shipment_correct",
    "shipment_make",
    "shipment_summary",
]
