"""An enterprise's goods leave: by its own express, or from the city hub."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_order_lock import (
    child_order_lock,
    refuse_picked_up,
    refuse_unless,
)
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.states import ChildState
from plugins.marketplace.public import MemberActor, Role
from plugins.orders.public import order_summary, units_left
from plugins.shipments.public import Label, Method, shipment_correct, shipment_make

#: Whoever repeats a call whose answer was lost is told the same, not an error.
_BY_ENTERPRISE = (ChildState.TO_SHIP, ChildState.READY, ChildState.SHIPPED)
_BY_HUB = (ChildState.COLLECTED, ChildState.SHIPPED)


@transaction.atomic
def child_ship(
    *,
    actor: MemberActor,
    number: str,
    labels: Sequence[Label],
    now: datetime,
    method: Method = Method.EXPRESS,
) -> ChildOrder:
    """Ship everything that is left of a child order; the same label again changes nothing.

    Raises:
        RoleMissing, ChildOrderNotFound.
        PickedUp: the buyer fetches it.
        NotReady: unpaid, with the hub, or over.
        GoodsContested, GoodsMissing, MoneyGoingBack: the goods cannot leave now.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
        ShippedOtherwise: it left with another label. Nothing was changed.
    """
    actor.require(Role.ORDERS)
    child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
    refuse_picked_up(child)
    refuse_unless(child, _BY_ENTERPRISE)
    return ship_rest(child, method=method, labels=labels, actor=str(actor), now=now)


@transaction.atomic
def hub_ship(
    *,
    actor: str,
    number: str,
    labels: Sequence[Label],
    now: datetime,
    method: Method = Method.EXPRESS,
) -> ChildOrder:
    """Ship a collected child order from the city hub; `actor` is who did it.

    Raises:
        As `child_ship`. NotReady: the hub does not have it.
    """
    child = child_order_lock(number=number, now=now)
    refuse_unless(child, _BY_HUB)
    return ship_rest(child, method=method, labels=labels, actor=actor, now=now)


def ship_rest(
    child: ChildOrder, *, method: Method, labels: Sequence[Label], actor: str, now: datetime
) -> ChildOrder:
    """Ship what is left of a locked child order; the caller knows that it may leave."""
    lines = list(child.lines.values_list("order_line_id", flat=True))
    left = {line_id: units for line_id, units in units_left(line_ids=lines).items() if units}
    shipment_make(
        number=order_summary(order_id=child.order_id).number,
        method=method,
        labels=labels,
        actor=actor,
        now=now,
        part=child.number,
        lines=left,
    )
    children = child_orders_follow(order_id=child.order_id, now=now)
    return next(each for each in children if each.pk == child.pk)


@transaction.atomic
def child_label_correct(
    *,
    actor: MemberActor,
    number: str,
    labels: Sequence[Label],
    now: datetime,
    method: Method = Method.EXPRESS,
) -> ChildOrder:
    """Replace the label of a shipped child order; WeChat takes one correction a payment.

    Raises:
        RoleMissing, ChildOrderNotFound, NotReady.
        ShipmentNotFound, NotCorrectable, PartsToFollow, CorrectionUsed: not now, or
            no more.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
    """
    actor.require(Role.ORDERS)
    with transaction.atomic():
        child = child_order_lock(number=number, now=now, enterprise_id=actor.enterprise_id)
        refuse_picked_up(child)
        refuse_unless(child, (ChildState.SHIPPED,))
        shipment_correct(
            number=order_summary(order_id=child.order_id).number,
            method=method,
            labels=labels,
            actor=str(actor),
            now=now,
            part=child.number,
        )
    return child
