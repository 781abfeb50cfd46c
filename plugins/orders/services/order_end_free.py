"""End an order that cost nothing: there is no money whose return could end it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.orders.errors import NotCancellable
from plugins.orders.services.order_cancel import give_goods_back
from plugins.orders.services.order_lines_cancel import cancel_rest
from plugins.orders.services.order_lock import order_lock
from plugins.orders.states import TRANSITIONS, OrderState


@transaction.atomic
def order_end_free(*, order_id: int, actor: str, reason: str, now: datetime) -> None:
    """Free the goods of an order that was placed for nothing and of which nothing has left.

    Raises:
        OrderNotFound: no buyer placed such an order.
        NotCancellable: something was paid for it, goods have left, or it is over.
    """
    placed = order_lock(order_id=order_id)
    has_left = placed.order.lines.filter(quantity_fulfilled__gt=0).exists()
    if placed.state != OrderState.PAID.value or placed.total_fen or has_left:
        raise NotCancellable()
    cancel_rest(placed=placed, key="free", actor=actor, reason=reason, now=now)
    give_goods_back(placed, actor=actor, reason="cancelled")
    move(
        placed,
        OrderState.REFUNDED,
        transitions=TRANSITIONS,
        actor=actor,
        action="orders.order.refunded",
        reason=reason,
        changes={"refunded_at": now},
    )
