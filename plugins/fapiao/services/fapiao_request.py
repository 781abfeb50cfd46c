"""A buyer asks for a fapiao, or changes what it shall say."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.order.models import Order

from plugins.fapiao.errors import AlreadyIssued, OrderNotPaid
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import FapiaoDetails
from plugins.fapiao.selectors import fapiao_live, invoiceable_fen
from plugins.fapiao.states import FapiaoState
from plugins.kernel import audit
from plugins.orders.public import order_of_buyer

#: An order in this state has been paid, and its money is not on the way back.
PAID = "paid"


@transaction.atomic
def fapiao_request(
    *, order_number: str, buyer: Any, details: FapiaoDetails, now: datetime
) -> FapiaoRequest:
    """Ask for a fapiao of the buyer's paid order; asking again changes the request.

    `details` come from `rules.details_checked`. Two requests at once leave one,
    with the details of the later.

    Raises:
        OrderNotFound: not an order of this buyer.
        OrderNotPaid: nothing is paid, or all of it went back.
        AlreadyIssued: the fapiao is made out.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    # Requests for one order queue up here; no_key lets others refer to it meanwhile.
    Order.objects.select_for_update(no_key=True).get(pk=placed.order_id)
    request = fapiao_live(order_id=placed.order_id).select_for_update().first()
    if request is not None:
        return _change(request=request, buyer=buyer, details=details)
    if placed.state != PAID or invoiceable_fen(placed) <= 0:
        raise OrderNotPaid(field="orderNumber")
    return _create(order_id=placed.order_id, buyer=buyer, details=details, now=now)


def _create(*, order_id: int, buyer: Any, details: FapiaoDetails, now: datetime) -> FapiaoRequest:
    request = FapiaoRequest.objects.create(
        order_id=order_id, buyer=buyer, requested_at=now, **_columns(details)
    )
    audit.record(
        "fapiao.request.made", request, actor=audit.actor_of(buyer), kind=details.kind.value
    )
    return request


def _change(*, request: FapiaoRequest, buyer: Any, details: FapiaoDetails) -> FapiaoRequest:
    if request.state == FapiaoState.ISSUED.value:
        raise AlreadyIssued(field="orderNumber")
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
