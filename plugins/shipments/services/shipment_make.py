"""Ship an order, correct its label, and owe WeChat the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from plugins.kernel import outbox
from plugins.kernel.transitions import move
from plugins.orders.public import order_id_of, order_ship
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
) -> Shipment:
    """Fulfil everything that is left of a paid order and keep how it travels.

    Repeating it with the same label changes nothing. What the engine had
    fulfilled before gets its label here.

    Raises:
        OrderNotFound, NotShippable, GoodsContested, GoodsMissing, MoneyGoingBack:
            cannot be shipped.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
        ShippedOtherwise: it left with another label; see `shipment_correct`.
    """
    labels = rules.labels_checked(method=method, labels=labels)
    tracking = ", ".join(f"{label.company} {label.tracking_no}" for label in labels)
    order_id = order_ship(number=number, tracking_number=tracking[:255], user=user, actor=actor)
    paid_through_wechat = _money_stays(order_id)
    # The engine's hook has opened it, unless that plugin is switched off.
    shipment = shipment_open(order_id=order_id, now=now)
    if shipment is None:
        raise errors.ShipmentNotFound()
    if shipment.state != ShipmentState.TO_LABEL.value:
        _refuse_other_label(shipment, method=method, labels=labels)
        return shipment

    _write_labels(shipment, labels)
    move(
        shipment,
        ShipmentState.OWED if paid_through_wechat else ShipmentState.NOT_NEEDED,
        transitions=TRANSITIONS,
        actor=actor,
        action="shipments.shipment.labelled",
        changes={"method": method.value, "shipped_at": now},
    )
    outbox.put(topic="shipments.shipped", key=str(order_id), payload={"order_id": order_id})
    if paid_through_wechat:
        _owe_report(shipment)
    return shipment


def _money_stays(order_id: int) -> bool:
    """Tell whether WeChat was paid through.

    Raises:
        MoneyGoingBack: all of it is on its way to the buyer.
    """
    try:
        payment = payment_of_order(order_id=order_id)
    except NothingToRefund:
        return False
    if payment.refunded_fen >= payment.total_fen:
        raise errors.MoneyGoingBack()
    return True


def _refuse_other_label(
    shipment: Shipment, *, method: Method, labels: Sequence[rules.Label]
) -> None:
    same = shipment.method == method.value and set(shipment.labels()) == set(labels)
    if not same:
        raise errors.ShippedOtherwise()


@transaction.atomic
def shipment_correct(
    *, number: str, method: Method, labels: Sequence[rules.Label], actor: str, now: datetime
) -> Shipment:
    """Replace the label of a shipment that WeChat knows or has refused.

    WeChat takes one correction of what it knows, so the second one is refused
    here already; mending a report that it never took does not count.

    Raises:
        ShipmentNotFound, NotCorrectable, CorrectionUsed: nothing was changed.
        ParcelsInvalid, CompanyUnknown, TrackingInvalid: the labels cannot be used.
    """
    labels = rules.labels_checked(method=method, labels=labels)
    shipment = _locked(order_id_of(number=number))
    state = ShipmentState(shipment.state)
    if not TRANSITIONS.allows(state, ShipmentState.OWED) or state is ShipmentState.TO_LABEL:
        raise errors.NotCorrectable()
    known = state is ShipmentState.REPORTED
    if known and shipment.corrections:
        raise errors.CorrectionUsed()
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
    _owe_report(shipment)
    return shipment


def _locked(order_id: int) -> Shipment:
    shipment = Shipment.objects.select_for_update(of=("self",)).filter(order_id=order_id).first()
    if shipment is None:
        raise errors.ShipmentNotFound()
    return shipment


def _write_labels(shipment: Shipment, labels: Sequence[rules.Label]) -> None:
    Parcel.objects.bulk_create(
        Parcel(shipment=shipment, company=label.company, tracking_no=label.tracking_no)
        for label in labels
    )


def _owe_report(shipment: Shipment) -> None:
    Shipment.objects.filter(pk=shipment.pk).update(version=F("version") + 1)
    shipment.refresh_from_db()
    outbox.put(
        topic="shipments.report",
        key=f"{shipment.order_id}:{shipment.version}",
        payload={"shipment_id": shipment.pk, "version": shipment.version},
    )
