"""Hears that money went back: what is left of the order may have left already."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from plugins.orders.public import order_refunded
from plugins.shipments.services.shipments_conclude import shipments_conclude


@receiver(order_refunded, dispatch_uid="mall_shipments.conclude")
def money_went_back(order_id: int, **_: Any) -> None:
    shipments_conclude(order_id=order_id)
