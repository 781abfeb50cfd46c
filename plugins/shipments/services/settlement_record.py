"""Keep what WeChat says about receipt and payout of a shipped order."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plugins.kernel import audit, outbox
from plugins.orders.public import order_summary
from plugins.shipments import errors
from plugins.shipments.models import Shipment
from plugins.shipments.rules import SettlementWord
from plugins.shipments.services.reminder_record import WECHAT
from plugins.shipments.services.shipment_receive import shipment_receive


@transaction.atomic
def settlement_record(*, order_id: int, word: SettlementWord) -> Shipment:
    """Write down what is new of it; the first word on receipt and payout counts.

    WeChat speaks of the payment, so its word is about everything that has left.

    Pushes may come late, twice and out of order, and a query may have been first.

    Raises:
        ShipmentNotFound: the shop itself did not ship this order.
    """
    if not Shipment.objects.locked_of(order_id):
        raise errors.ShipmentNotFound()
    if word.received_at is not None:
        by = f"buyer:{order_summary(order_id=order_id).buyer_id}" if word.is_by_buyer else WECHAT
        shipment_receive(order_id=order_id, at=word.received_at, by=by)
    shipments = list(Shipment.objects.locked_of(order_id))
    for shipment in shipments:
        can_settle = word.settled_at is None or shipment.received_at is not None
        if shipment.settled_at is None and can_settle:
            _write(shipment, word)
    return shipments[-1]


def _write(shipment: Shipment, word: SettlementWord) -> None:
    changes: dict[str, Any] = {}
    if word.expected_at is not None:
        changes["settlement_expected_at"] = word.expected_at
    if word.settled_at is not None:
        changes |= {"settled_at": word.settled_at, "check_after": None}
        audit.record(
            "shipments.shipment.settled", shipment, actor=WECHAT, at=word.settled_at.isoformat()
        )
        outbox.put(
            topic="shipments.settled",
            key=str(shipment.order_id),
            payload={"order_id": shipment.order_id},
        )
    if changes:
        Shipment.objects.filter(pk=shipment.pk).update(**changes)
        shipment.refresh_from_db()
