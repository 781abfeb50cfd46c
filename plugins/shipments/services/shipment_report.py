"""Tell WeChat how a paid order travels: it settles the money only then."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from saleor.order.models import Order, OrderLine

from plugins.kernel.errors import GatewayError
from plugins.kernel.masking import masked_phone
from plugins.kernel.transitions import move
from plugins.orders.public import is_all_shipped
from plugins.shipments import rules
from plugins.shipments.gateway import Report, ReportedParcel, ShippingGateway, gateway
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Method, PartFacts, ReportPlan
from plugins.shipments.services.shipment_open import ACTOR
from plugins.shipments.states import TRANSITIONS, ShipmentState
from plugins.wechat_pay.public import payment_of_order

logger = logging.getLogger(__name__)

_NAMED = ("product_name", "quantity")
_WITH_WECHAT = (ShipmentState.OWED.value, ShipmentState.REPORTED.value)

#: WeChat's answers that end a report. Any other failure is tried again: the
#: payment may have reached WeChat's books late (10060001), or the shop's own
#: access may be in disorder, which is not the shipment's fault.
OUTCOMES = {
    "10060002": ShipmentState.REPORTED,  # shipped already: told by a call whose answer was lost
    "10060003": ShipmentState.REFUSED,  # the one correction is used up
    "10060004": ShipmentState.NOT_NEEDED,  # refunded or finished since
    "47001": ShipmentState.REFUSED,  # WeChat cannot read it
}
#: Longer than a call can take; after a crash the next process waits this long.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class Claim:
    """What one process tells WeChat now, and the versions of the shipments it speaks of."""

    plan: ReportPlan
    shipments: Sequence[Shipment]
    at: datetime

    def of(self, ids: Sequence[int]) -> list[Shipment]:
        return [shipment for shipment in self.shipments if shipment.pk in ids]


def report_owed(payload: Mapping[str, Any]) -> None:
    """Report a version of a shipment that is still owed. A handler of the outbox."""
    shipment = Shipment.objects.select_related("order").get(pk=payload["shipment_id"])
    if shipment.version == payload["version"] and shipment.state == ShipmentState.OWED.value:
        shipment_report(shipment=shipment, gateway=gateway(), now=timezone.now())


def shipment_report(
    *, shipment: Shipment, gateway: ShippingGateway, now: datetime
) -> ShipmentState:
    """Tell WeChat what is owed about the shipment's payment; return what became of it.

    Other parts of the order that are owed as well are told with it. It stays owed
    without a word while WeChat would not take it yet (see `rules.report_plan`).

    Raises:
        GatewayError: not told; try again later.
    """
    claim = _claim(shipment, now=now)
    if claim is None:
        return ShipmentState(Shipment.objects.get(pk=shipment.pk).state)
    try:
        gateway.upload(_report(claim))
    except GatewayError as error:
        outcome = OUTCOMES.get(error.code)
        if outcome is None:
            _note(claim, error)
            raise
        if outcome is ShipmentState.REFUSED:
            logger.error("%s: WeChat refuses the report: %s", shipment, error)
        return _conclude(shipment, claim, outcome, now=now, told=str(error))
    return _conclude(shipment, claim, ShipmentState.REPORTED, now=now)


@transaction.atomic
def _claim(shipment: Shipment, *, now: datetime) -> Claim | None:
    """Decide what is told, and keep others from telling WeChat about the same payment.

    The time is kept before it is sent, so that no later report repeats it.

    Raises:
        GatewayError: another process is telling WeChat about this payment.
    """
    shipments = [each for each in Shipment.objects.locked_of(shipment.order_id) if each.method]
    mine = next((each for each in shipments if each.pk == shipment.pk), None)
    if mine is None or (mine.version, mine.state) != (shipment.version, ShipmentState.OWED.value):
        return None
    if any(each.sending_until and each.sending_until > now for each in shipments):
        raise GatewayError("正在上传 · another report of this order is under way", permanent=False)
    told = [each for each in shipments if each.state in _WITH_WECHAT]
    plan = rules.report_plan(
        [_facts(each) for each in told],
        is_all_shipped=is_all_shipped(order_id=shipment.order_id),
    )
    if plan is None:
        return None
    last = max((each.report_time for each in shipments if each.report_time), default=None)
    moment = rules.next_report_time(now=now, last=last)
    Shipment.objects.filter(pk=mine.pk).update(report_time=moment, sending_until=now + LEASE)
    return Claim(plan=plan, shipments=shipments, at=moment)


def _facts(shipment: Shipment) -> PartFacts:
    return PartFacts(
        shipment_id=shipment.pk,
        method=Method(shipment.method),
        is_told=shipment.reported_at is not None,
        is_final=shipment.is_final,
    )


def _report(claim: Claim) -> Report:
    order = Order.objects.select_related("shipping_address").get(pk=claim.shipments[0].order_id)
    payment = payment_of_order(order_id=order.pk)
    goods = _goods(order, claim.shipments)
    receiver = _receiver(order)
    parcels = [
        ReportedParcel(
            description=goods[shipment.pk],
            company=label.company,
            tracking_no=label.tracking_no,
            receiver=receiver if rules.companies()[label.company].needs_phone else "",
        )
        for shipment in claim.of(claim.plan.parcels_of)
        for label in shipment.labels()
    ]
    everything = rules.described(list(order.lines.order_by("pk").values_list(*_NAMED)))
    return Report(
        transaction_id=payment.transaction_id or "",
        mchid=payment.mchid,
        out_trade_no=payment.out_trade_no,
        openid=payment.openid,
        method=claim.plan.method,
        parcels=parcels or [ReportedParcel(description=everything)],
        at=claim.at,
        is_split=claim.plan.is_split,
        is_final=claim.plan.is_final,
    )


def _goods(order: Order, shipments: Sequence[Shipment]) -> dict[int, str]:
    """Describe the goods of each shipment; what no part took is the rest of the order."""
    lines = list(order.lines.order_by("pk"))
    rest = {line.pk: line.quantity for line in lines}
    for shipment in shipments:
        for line_id, units in shipment.lines.items():
            rest[int(line_id)] -= units
    return {
        shipment.pk: _described(
            lines, {int(key): units for key, units in shipment.lines.items()} or rest
        )
        for shipment in shipments
    }


def _described(lines: Sequence[OrderLine], units: Mapping[int, int]) -> str:
    return rules.described(
        [(line.product_name, units[line.pk]) for line in lines if units.get(line.pk, 0) > 0]
    )


def _receiver(order: Order) -> str:
    address = order.shipping_address
    return masked_phone(str(address.phone)) if address else ""


def _note(claim: Claim, error: GatewayError) -> None:
    """Keep why it failed, and let the next attempt begin at once."""
    order_id = claim.shipments[0].order_id
    Shipment.objects.filter(order_id=order_id, sending_until__isnull=False).update(
        last_error=str(error)[:200], sending_until=None
    )


@transaction.atomic
def _conclude(
    shipment: Shipment, claim: Claim, outcome: ShipmentState, *, now: datetime, told: str = ""
) -> ShipmentState:
    """Write down the outcome for each shipment that has not moved on meanwhile."""
    spoken_of = {each.pk: each.version for each in claim.of(claim.plan.settles)}
    state = ShipmentState.OWED
    for locked in Shipment.objects.locked_of(shipment.order_id):
        is_current = spoken_of.get(locked.pk) == locked.version
        if is_current and locked.state == ShipmentState.OWED.value:
            _settle(locked, claim.plan, outcome, now=now, told=told, asks=locked.pk == shipment.pk)
        if locked.pk == shipment.pk:
            state = ShipmentState(locked.state)
    Shipment.objects.filter(pk=shipment.pk).update(sending_until=None)
    return state


def _settle(
    locked: Shipment,
    plan: ReportPlan,
    outcome: ShipmentState,
    *,
    now: datetime,
    told: str,
    asks: bool,
) -> None:
    changes: dict[str, Any] = {"last_error": told[:200]}
    if outcome is ShipmentState.REPORTED:
        changes |= {"reported_at": now, "is_final": plan.is_final}
        # One of the shipments asks after the money of all of them.
        if plan.is_final and asks and locked.settled_at is None:
            changes["check_after"] = rules.next_settlement_check(reported_at=now, now=now)
    move(
        locked,
        outcome,
        transitions=TRANSITIONS,
        actor=ACTOR,
        action=f"shipments.shipment.{outcome.value}",
        reason=told[:200],
        changes=changes,
    )
