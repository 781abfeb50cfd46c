"""Ship an order, correct its label, and owe WeChat the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from plugins.kernel import outbox
from plugins.kernel.transitions import move
from plugins.orders.public import order_id_of, order_lock, order_ship
from plugins.shipments import errors, rules
from plugins.shipments.models import Parcel, Shipment
from plugins.shipments.rules import Method
from plugins.shipments.services.shipment_open import shipment_open
from plugins.shipments.states import TRANSITIONS, ShipmentState
from plugins.wechat_pay.public import NothingToRefund, payment_of_order


@transaction.atomic
def shipment_make(
    *,
    number: str,
    method: Method,
    labels: Sequence[rules.Label],
    actor: str,
    now: datetime,
    user: Any = None,
    part: str = "",
    lines: Mapping[int, int] | None = None,
) -> Shipment:
    """Fulfil everything that is left of a paid order and keep how it travels.

    `part` names units that leave by themselves (a child order's number), `lines`
    says which: ids of the engine's order lines → units. Repeating it with the same
    label changes nothing. What the engine had fulfilled before gets its label here.

    Raises:
        OrderNotFound, NotShippable, GoodsContested, GoodsMissing, MoneyGoingBack:
            cannot be shipped.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
        ShippedOtherwise: it left with another label; see `shipment_correct`.
        ValueError: a part without its units, or units without the part's name.
    """
    if bool(part) != (lines is not None):
        raise ValueError("a part and its units are named together")
    labels = rules.labels_checked(method=method, labels=labels)
    if part:
        earlier = _part_begun(number, part=part, now=now)
        if earlier is not None:
            _refuse_other_label(earlier, method=method, labels=labels)
            return earlier
    tracking = ", ".join(f"{label.company} {label.tracking_no}" for label in labels)
    order_id = order_ship(
        number=number,
        tracking_number=tracking[:255],
        user=user,
        actor=actor,
        lines=lines,
        key=f"shipment:{part}" if part else "",
    )
    paid_through_wechat = _money_stays(order_id)
    # The engine's hook has opened it, unless that plugin is switched off.
    shipment = shipment_open(order_id=order_id, now=now, part=part)
    if shipment is None:
        raise errors.ShipmentNotFound()
    if shipment.state != ShipmentState.TO_LABEL.value:
        _refuse_other_label(shipment, method=method, labels=labels)
        return shipment

    _refuse_too_many(shipment, labels)
    _write_labels(shipment, labels)
    move(
        shipment,
        ShipmentState.OWED if paid_through_wechat else ShipmentState.NOT_NEEDED,
        transitions=TRANSITIONS,
        actor=actor,
        action="shipments.shipment.labelled",
        changes={
            "method": method.value,
            "shipped_at": now,
            "lines": {str(line_id): units for line_id, units in (lines or {}).items()},
        },
    )
    outbox.put(
        topic="shipments.shipped",
        key=_key(shipment),
        payload={"order_id": order_id, "part": part},
    )
    if paid_through_wechat:
        report_owe(shipment)
    return shipment


def _part_begun(number: str, *, part: str, now: datetime) -> Shipment | None:
    """Open the part before the engine's hook sees the goods; return it if it has left."""
    order_id = order_id_of(number=number)
    order_lock(order_id=order_id)
    shipment = shipment_open(order_id=order_id, now=now, part=part)
    if shipment is None or shipment.state == ShipmentState.TO_LABEL.value:
        return None
    return shipment


def _refuse_too_many(shipment: Shipment, labels: Sequence[rules.Label]) -> None:
    """WeChat counts the parcels of a payment, not of a part."""
    others = Parcel.objects.filter(shipment__order=shipment.order_id).exclude(shipment=shipment)
    if others.count() + len(labels) > rules.MOST_PARCELS:
        raise errors.ParcelsInvalid(most=rules.MOST_PARCELS)


def _money_stays(order_id: int) -> bool:
    """Tell whether shipping management of the mini-program asks about the payment.

    One of the official account is not known there.

    Raises:
        MoneyGoingBack: all of it is on its way to the buyer.
    """
    try:
        payment = payment_of_order(order_id=order_id)
    except NothingToRefund:
        return False
    if payment.refunded_fen >= payment.total_fen:
        raise errors.MoneyGoingBack()
    return payment.appid != settings.WECHAT_OFFICIAL_APPID


def _refuse_other_label(
    shipment: Shipment, *, method: Method, labels: Sequence[rules.Label]
) -> None:
    same = shipment.method == method.value and set(shipment.labels()) == set(labels)
    if not same:
        raise errors.ShippedOtherwise()


@transaction.atomic
def shipment_correct(
    *,
    number: str,
    method: Method,
    labels: Sequence[rules.Label],
    actor: str,
    now: datetime,
    part: str = "",
) -> Shipment:
    """Replace the label of a shipment that WeChat knows or has refused.

    WeChat takes one correction of what it knows of a payment, when all of it was
    told, so the second one is refused here already; mending a report that it never
    took does not count.

    Raises:
        ShipmentNotFound, NotCorrectable, PartsToFollow, CorrectionUsed: nothing
            was changed.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
    """
    labels = rules.labels_checked(method=method, labels=labels)
    siblings = list(Shipment.objects.locked_of(order_id_of(number=number)))
    shipment = next((each for each in siblings if each.part == part), None)
    if shipment is None:
        raise errors.ShipmentNotFound()
    state = ShipmentState(shipment.state)
    if not TRANSITIONS.allows(state, ShipmentState.OWED) or state is ShipmentState.TO_LABEL:
        raise errors.NotCorrectable()
    known = state is ShipmentState.REPORTED
    if known and any(each.corrections for each in siblings):
        raise errors.CorrectionUsed()
    if known and not is_all_told(siblings):
        raise errors.PartsToFollow()
    _refuse_too_many(shipment, labels)
    shipment.parcels.all().delete()
    _write_labels(shipment, labels)
    move(
        shipment,
        ShipmentState.OWED,
        transitions=TRANSITIONS,
        actor=actor,
        action="shipments.shipment.corrected",
        changes={
            "method": method.value,
            "corrections": shipment.corrections + known,
            "last_error": "",
        },
    )
    report_owe(shipment)
    return shipment


def is_all_told(shipments: Sequence[Shipment]) -> bool:
    """Tell whether WeChat has been told that nothing of the order follows."""
    return any(each.is_final for each in shipments)


def _write_labels(shipment: Shipment, labels: Sequence[rules.Label]) -> None:
    Parcel.objects.bulk_create(
        Parcel(shipment=shipment, company=label.company, tracking_no=label.tracking_no)
        for label in labels
    )


def _key(shipment: Shipment) -> str:
    """Name the shipment among all that the outbox owes."""
    return f"{shipment.order_id}:{shipment.part}" if shipment.part else str(shipment.order_id)


def report_owe(shipment: Shipment) -> None:
    """Owe WeChat the next version of what it is told; the shipment is locked."""
    Shipment.objects.filter(pk=shipment.pk).update(version=F("version") + 1)
    shipment.refresh_from_db()
    outbox.put(
        topic="shipments.report",
        key=f"{_key(shipment)}:{shipment.version}",
        payload={"shipment_id": shipment.pk, "version": shipment.version},
    )
