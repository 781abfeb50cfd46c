"""Hears what becomes of orders. The senders are handlers of the outbox: a failure here
makes them try again, and following an order twice changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.orders.public import order_cancelled, order_paid, order_refunded
from plugins.shipments.public import order_received, order_shipped

HEARD = [order_paid, order_cancelled, order_refunded, order_shipped, order_received]


@receiver(HEARD, dispatch_uid="mall_child_orders.follow")
def follow(order_id: int, **_: Any) -> None:
    child_orders_follow(order_id=order_id, now=timezone.now())
