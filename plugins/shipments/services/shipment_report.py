"""Tell WeChat how a paid order travels: it settles the money only then."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.order.models import Order

from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.shipments import rules
from plugins.shipments.gateway import Report, ReportedParcel, ShippingGateway, gateway
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Method
from plugins.shipments.services.shipment_open import ACTOR
from plugins.shipments.states import TRANSITIONS, ShipmentState
from plugins.wechat_pay.public import payment_of_order

logger = logging.getLogger(__name__)

#: WeChat's answers that end a report. Any other failure is tried again: the
#: payment may have reached WeChat's books late (10060001), or the shop's own
#: access may be in disorder, which is not the shipment's fault.
OUTCOMES = {
    "10060002": ShipmentState.REPORTED,  # shipped already: told by a call whose answer was lost
    "10060003": ShipmentState.REFUSED,  # the one correction is used up
    "10060004": ShipmentState.NOT_NEEDED,  # refunded or finished since
    "47001": ShipmentState.REFUSED,  # WeChat cannot read it
}


def report_owed(payload: Mapping[str, Any]) -> None:
    """Report a version of a shipment that is still owed. A handler of the outbox."""
    shipment = Shipment.objects.select_related("order").get(pk=payload["shipment_id"])
    if shipment.version == payload["version"] and shipment.state == ShipmentState.OWED.value:
        shipment_report(shipment=shipment, gateway=gateway(), now=timezone.now())


def shipment_report(
    *, shipment: Shipment, gateway: ShippingGateway, now: datetime
) -> ShipmentState:
    """Send the report and return what became of the shipment.

    Raises:
        GatewayError: not told; try again later.
    """
    report = _report(shipment, at=_claimed_time(shipment, now=now))
    try:
        gateway.upload(report)
    except GatewayError as error:
        outcome = OUTCOMES.get(error.code)
        if outcome is None:
            _note(shipment, error)
            raise
        if outcome is ShipmentState.REFUSED:
            logger.error("%s: WeChat refuses the report: %s", shipment, error)
        return _conclude(shipment, outcome, now=now, told=str(error))
    return _conclude(shipment, ShipmentState.REPORTED, now=now)


@transaction.atomic
def _claimed_time(shipment: Shipment, *, now: datetime) -> datetime:
    """Keep the time before it is sent, so that no later report repeats it."""
    locked = Shipment.objects.select_for_update(of=("self",)).get(pk=shipment.pk)
    moment = rules.next_report_time(now=now, last=locked.report_time)
    Shipment.objects.filter(pk=shipment.pk).update(report_time=moment)
    return moment


def _report(shipment: Shipment, *, at: datetime) -> Report:
    payment = payment_of_order(order_id=shipment.order_id)
    method = Method(shipment.method)
    goods = rules.described(
        list(shipment.order.lines.order_by("pk").values_list("product_name", "quantity"))
    )
    receiver = _receiver(shipment.order)
    parcels = [
        ReportedParcel(
            description=goods,
            company=label.company,
            tracking_no=label.tracking_no,
            receiver=receiver if rules.companies()[label.company].needs_phone else "",
        )
        for label in shipment.labels()
    ]
    return Report(
        transaction_id=payment.transaction_id or "",
        mchid=payment.mchid,
        out_trade_no=payment.out_trade_no,
        openid=payment.openid,
        method=method,
        parcels=parcels or [ReportedParcel(description=goods)],
        at=at,
    )


def _receiver(order: Order) -> str:
    address = order.shipping_address
    return rules.masked(str(address.phone)) if address else ""


def _note(shipment: Shipment, error: GatewayError) -> None:
    Shipment.objects.filter(pk=shipment.pk).update(last_error=str(error)[:200])


@transaction.atomic
def _conclude(
    shipment: Shipment, outcome: ShipmentState, *, now: datetime, told: str = ""
) -> ShipmentState:
    """Write down the outcome, unless the shipment has moved on meanwhile."""
    locked = Shipment.objects.select_for_update(of=("self",)).get(pk=shipment.pk)
    state = ShipmentState(locked.state)
    if locked.version != shipment.version or state is not ShipmentState.OWED:
        return state
    changes: dict[str, Any] = {"last_error": told[:200]}
    if outcome is ShipmentState.REPORTED:
        changes["reported_at"] = now
        if locked.settled_at is None:
            changes["check_after"] = rules.next_settlement_check(reported_at=now, now=now)
    move(
        shipment,
        outcome,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action=f"shipments.shipment.{outcome.value}",
        reason=told[:200],
        changes=changes,
    )
    return outcome
