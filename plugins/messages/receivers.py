"""Hears what happens to orders. The senders are handlers of the outbox: a failure here
makes them try again, so nothing is missed, and an occasion heard twice is told once.
"""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from plugins.messages.rules import ENDING_NOTE, READY_NOTE
from plugins.messages.services.order_messages import (
    order_paid_message,
    order_refunded_message,
    order_shipped_message,
    pickup_message,
)
from plugins.orders.public import order_paid, order_refunded
from plugins.pickups.public import pickup_ending, pickup_ready
from plugins.shipments.public import order_shipped


@receiver(order_paid, dispatch_uid="mall_messages.order_paid")
def tell_paid(order_id: int, **_: Any) -> None:
    order_paid_message(order_id=order_id, now=timezone.now())


@receiver(order_shipped, dispatch_uid="mall_messages.order_shipped")
def tell_shipped(order_id: int, part: str = "", **_: Any) -> None:
    order_shipped_message(order_id=order_id, part=part, now=timezone.now())


@receiver(order_refunded, dispatch_uid="mall_messages.order_refunded")
def tell_refunded(order_id: int, fen: int, reference: str, **_: Any) -> None:
    order_refunded_message(order_id=order_id, fen=fen, reference=reference, now=timezone.now())


@receiver(pickup_ready, dispatch_uid="mall_messages.pickup_ready")
def tell_ready(pickup_id: int, **_: Any) -> None:
    pickup_message(pickup_id=pickup_id, note=READY_NOTE, now=timezone.now())


@receiver(pickup_ending, dispatch_uid="mall_messages.pickup_ending")
def tell_ending(pickup_id: int, **_: Any) -> None:
    pickup_message(pickup_id=pickup_id, note=ENDING_NOTE, now=timezone.now())
