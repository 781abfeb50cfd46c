"""Nothing more of an order follows, because the rest was refunded before it left."""

from __future__ import annotations

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.orders.public import is_all_shipped, order_lock
from plugins.shipments.models import Shipment
from plugins.shipments.services.shipment_make import is_all_told, report_owe
from plugins.shipments.services.shipment_open import ACTOR
from plugins.shipments.states import TRANSITIONS, ShipmentState

OWED, REPORTED = ShipmentState.OWED.value, ShipmentState.REPORTED.value


@transaction.atomic
def shipments_conclude(*, order_id: int) -> None:
    """Tell WeChat that nothing more follows, when what had not left was refunded.

    An order that left in one piece was told so at once; WeChat pays out the others
    only after this word. Safe to repeat.
    """
    order_lock(order_id=order_id)
    shipments = list(Shipment.objects.locked_of(order_id).labelled())
    told = [each for each in shipments if each.state in (OWED, REPORTED)]
    if not told or is_all_told(shipments) or not any(each.part for each in shipments):
        return
    if not is_all_shipped(order_id=order_id):
        return
    waiting = [each for each in told if each.state == OWED]
    last = (waiting or told)[-1]
    if not waiting:
        move(
            last,
            ShipmentState.OWED,
            transitions=TRANSITIONS,
            actor=ACTOR,
            action="shipments.shipment.concluded",
        )
    report_owe(last)
