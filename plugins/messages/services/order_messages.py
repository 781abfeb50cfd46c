"""What a buyer is told at each occasion of an order."""

from __future__ import annotations

from datetime import datetime, time

from plugins.messages.models import Message
from plugins.messages.rules import BEIJING, FETCHED, NO_CODE, REFUND_NOTE, MessageKind
from plugins.messages.services.message_owe import message_owe
from plugins.orders.public import order_of_buyer, order_summary
from plugins.pickups.public import Pickup, has_goods
from plugins.shipments.public import Method, shipment_summary

WAYS = {Method.SAME_CITY: "同城配送", Method.PICK_UP: FETCHED}


def order_paid_message(*, order_id: int, now: datetime) -> Message:
    order = order_summary(order_id=order_id)
    paid_at = order_of_buyer(number=order.number, buyer=order.buyer_id).paid_at
    return message_owe(
        order=order,
        kind=MessageKind.PAID,
        occasion=str(order_id),
        facts={"amount": order.total_fen, "time": paid_at.isoformat()},
        now=now,
    )


def order_shipped_message(*, order_id: int, now: datetime, part: str = "") -> Message | None:
    """Tell how goods travel that left together; None when nobody has said so."""
    shipment = shipment_summary(order_id=order_id, part=part)
    if shipment is None:
        return None
    company = WAYS.get(shipment.method, shipment.company)
    if shipment.parcels > 1:
        company = f"{company}等{shipment.parcels}件"
    return message_owe(
        order=order_summary(order_id=order_id),
        kind=MessageKind.SHIPPED,
        occasion=f"{order_id}:{part}" if part else str(order_id),
        facts={
            "company": company,
            "tracking": shipment.tracking_no or NO_CODE,
            "time": now.isoformat(),
        },
        now=now,
    )


def order_refunded_message(*, order_id: int, fen: int, reference: str, now: datetime) -> Message:
    """Tell that `fen` went back; `reference` names this refund among others of the order."""
    return message_owe(
        order=order_summary(order_id=order_id),
        kind=MessageKind.REFUNDED,
        occasion=reference,
        facts={"amount": fen, "time": now.isoformat(), "note": REFUND_NOTE},
        now=now,
    )


def pickup_message(*, pickup_id: int, note: str, now: datetime) -> Message | None:
    """Tell the buyer where her goods wait and until when; None when they no longer do."""
    pickup = Pickup.objects.select_related("child_order", "point").get(pk=pickup_id)
    if pickup.keep_until is None or not pickup.code or not has_goods(pickup):
        return None
    until = datetime.combine(pickup.keep_until, time(23, 59), tzinfo=BEIJING)
    return message_owe(
        order=order_summary(order_id=pickup.child_order.order_id),
        kind=MessageKind.PICK_UP,
        occasion=f"{pickup_id}:{note}",
        facts={"place": pickup.point.name, "deadline": until.isoformat(), "note": note},
        now=now,
    )
