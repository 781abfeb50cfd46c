"""A buyer no longer wants the fapiao."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.fapiao.errors import AlreadyIssued, FapiaoNotFound
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.selectors import fapiao_live
from plugins.fapiao.states import TRANSITIONS, FapiaoState
from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.orders.public import order_of_buyer


@transaction.atomic
def fapiao_withdraw(
    *, order_number: str, buyer: Any, now: datetime, part_number: str = ""
) -> list[FapiaoRequest]:
    """Withdraw what is asked for the buyer's order, or for one part; new requests may follow.

    Raises:
        OrderNotFound: not an order of this buyer.
        FapiaoNotFound: none is asked for.
        AlreadyIssued: every fapiao is made out.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    live = fapiao_live(order_id=placed.order_id).select_for_update(of=("self",)).order_by("pk")
    if part_number:
        live = live.filter(child_order__number=part_number)
    requests = list(live)
    if not requests:
        raise FapiaoNotFound(field="orderNumber")
    open_ones = [each for each in requests if each.state == FapiaoState.REQUESTED.value]
    if not open_ones:
        raise AlreadyIssued(field="orderNumber")
    for request in open_ones:
        move(
            request,
            FapiaoState.WITHDRAWN,
            transitions=TRANSITIONS,
            actor=audit.actor_of(buyer),
            action="fapiao.request.withdrawn",
            changes={"decided_at": now},
        )
    return open_ones
