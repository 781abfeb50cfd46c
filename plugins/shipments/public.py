"""Everything other capabilities may use of shipments."""

from plugins.shipments.rules import Label
from plugins.shipments.selectors import ShipmentSummary, shipment_summary
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.signals import order_shipped
from plugins.shipments.states import Method

__all__ = [
    "Label",
    "Method",
    "ShipmentSummary",
    "order_shipped",
    "shipment_correct",
    "shipment_make",
    "shipment_summary",
]
