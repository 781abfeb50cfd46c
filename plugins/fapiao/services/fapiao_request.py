"""A buyer asks for a fapiao, or changes what it shall say."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.child_orders.public import ChildOrder, child_orders_follow
from plugins.fapiao.errors import AlreadyIssued, OrderNotPaid, PartNotFound
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import FapiaoDetails
from plugins.fapiao.rules import invoiceable_fen as invoiceable_of
from plugins.fapiao.selectors import fapiao_live, part_invoiceable_fen
from plugins.fapiao.states import FapiaoState
from plugins.kernel import audit
from plugins.orders.public import order_of_buyer

#: An order in this state has been paid, and its money is not on the way back.
PAID = "paid"


@transaction.atomic
def fapiao_request(
    *,
    order_number: str,
    buyer: Any,
    details: FapiaoDetails,
    now: datetime,
    part_number: str = "",
) -> list[FapiaoRequest]:
    """Ask for a fapiao of each enterprise's part of the buyer's paid order, or of one part.

    Asking again changes what is not made out yet. `details` come from
    `rules.details_checked`. Two requests at once leave one for each part, with the
    details of the later. Returns the parts' requests, those issued before included.

    Raises:
        OrderNotFound: not an order of this buyer.
        PartNotFound: the order has no part of that number.
        OrderNotPaid: nothing is paid, or all of it went back.
        AlreadyIssued: every fapiao is made out.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    # Locks the order: requests for it queue up here.
    parts = child_orders_follow(order_id=placed.order_id, now=now)
    placed.refresh_from_db()
    live = {
        request.child_order_id: request
        for request in fapiao_live(order_id=placed.order_id).select_for_update(of=("self",))
    }
    wanted = _wanted(parts, part_number, is_whole=None in live)
    asked: list[FapiaoRequest] = []
    for part in wanted:
        known = live.get(part.pk if part else None)
        if known is not None:
            asked.append(_change(request=known, buyer=buyer, details=details))
        elif placed.state == PAID and _due_fen(placed, part) > 0:
            asked.append(_create(placed.order_id, part, buyer=buyer, details=details, now=now))
    if not asked:
        raise OrderNotPaid(field="orderNumber")
    if all(request.state == FapiaoState.ISSUED.value for request in asked):
        raise AlreadyIssued(field="orderNumber")
    return asked


def _wanted(
    parts: list[ChildOrder], part_number: str, *, is_whole: bool
) -> list[ChildOrder] | list[None]:
    """Return the parts that are meant; None is the whole order, as in earlier releases."""
    if part_number:
        chosen = [part for part in parts if part.number == part_number]
        if not chosen:
            raise PartNotFound(field="childOrderNumber")
        return chosen
    return [None] if is_whole or not parts else parts


def _due_fen(placed: Any, part: ChildOrder | None) -> int:
    if part is not None:
        return part_invoiceable_fen(part)
    return invoiceable_of(paid_fen=placed.paid_fen, refunded_fen=placed.refunded_fen)


def _create(
    order_id: int, part: ChildOrder | None, *, buyer: Any, details: FapiaoDetails, now: datetime
) -> FapiaoRequest:
    request = FapiaoRequest.objects.create(
        order_id=order_id, child_order=part, buyer=buyer, requested_at=now, **_columns(details)
    )
    audit.record(
        "fapiao.request.made", request, actor=audit.actor_of(buyer), kind=details.kind.value
    )
    return request


def _change(*, request: FapiaoRequest, buyer: Any, details: FapiaoDetails) -> FapiaoRequest:
    if request.state == FapiaoState.ISSUED.value:
        return request
    wanted = _columns(details)
    changed = [name for name, value in wanted.items() if getattr(request, name) != value]
    if not changed:
        return request
    for name in changed:
        setattr(request, name, wanted[name])
    request.revision += 1
    request.save(update_fields=[*changed, "revision"])
    audit.record(
        "fapiao.request.changed",
        request,
        actor=audit.actor_of(buyer),
        changed=changed,
        revision=request.revision,
    )
    return request


def _columns(details: FapiaoDetails) -> dict[str, str]:
    return {**asdict(details), "kind": details.kind.value}
