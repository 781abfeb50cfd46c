"""Tell the engine's plugins, the buyer and other capabilities what became of an order.

Handlers of the outbox: they may run twice for one occasion, never not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from saleor.order.actions import send_payment_confirmation
from saleor.plugins.manager import get_plugins_manager

from plugins.orders.models import PlacedOrder
from plugins.orders.signals import order_cancelled, order_paid, order_refunded


def announce_paid(payload: Mapping[str, Any]) -> None:
    placed = _placed(payload)
    manager = get_plugins_manager()
    manager.order_fully_paid(placed.order)
    manager.order_updated(placed.order)
    if placed.order.get_customer_email():
        send_payment_confirmation.delay(placed.order_id)
    order_paid.send(sender=PlacedOrder, order_id=placed.order_id)


def announce_cancelled(payload: Mapping[str, Any]) -> None:
    order_cancelled.send(sender=PlacedOrder, order_id=_placed(payload).order_id)


def announce_refunded(payload: Mapping[str, Any]) -> None:
    placed = _placed(payload)
    get_plugins_manager().order_updated(placed.order)
    order_refunded.send(
        sender=PlacedOrder,
        order_id=placed.order_id,
        fen=payload["fen"],
        reference=payload["reference"],
    )


def _placed(payload: Mapping[str, Any]) -> PlacedOrder:
    return PlacedOrder.objects.select_related("order__user").get(order_id=payload["order_id"])
