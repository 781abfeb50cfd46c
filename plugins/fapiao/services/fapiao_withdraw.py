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
def fapiao_withdraw(*, order_number: str, buyer: Any, now: datetime) -> FapiaoRequest:
    """Withdraw the request for the buyer's order; a new one may follow.

    Raises:
        OrderNotFound: not an order of this buyer.
        FapiaoNotFound: none is asked for.
        AlreadyIssued: the fapiao is made out.
    """
    placed = order_of_buyer(number=order_number, buyer=buyer)
    request = fapiao_live(order_id=placed.order_id).select_for_update().first()
    if request is None:
        raise FapiaoNotFound(field="orderNumber")
    if request.state == FapiaoState.ISSUED.value:
        raise AlreadyIssued(field="orderNumber")
    move(
        request,
        FapiaoState.WITHDRAWN,
        transitions=TRANSITIONS,
        actor=audit.actor_of(buyer),
        action="fapiao.request.withdrawn",
        changes={"decided_at": now},
    )
    return request
