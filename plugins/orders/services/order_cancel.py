"""End an order that nobody has paid, and give its stock back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.discount.utils import decrease_voucher_usage, remove_voucher_usage_by_customer
from saleor.order.actions import cancel_order

from plugins.kernel import audit, outbox
from plugins.kernel.transitions import MoveRefused, move
from plugins.orders import errors
from plugins.orders.discounts import discount_give_back
from plugins.orders.models import LivePayment, PlacedOrder
from plugins.orders.providers import Verdict, payment_providers
from plugins.orders.selectors.orders import order_of_buyer
from plugins.orders.states import TRANSITIONS, OrderState


def order_cancel_by_buyer(*, number: str, buyer: Any, now: datetime) -> PlacedOrder:
    """Cancel the buyer's unpaid order.

    Raises:
        OrderNotFound: not an order of this buyer.
        NotCancellable: it is paid or cancelled.
        PaymentUnderWay: the provider could not say whether it was paid.
    """
    placed = order_of_buyer(number=number, buyer=buyer)
    if placed.state != OrderState.AWAITING_PAYMENT.value:
        raise errors.NotCancellable()
    verdict = order_end(
        placed=placed, now=now, actor=audit.actor_of(buyer), reason="buyer_cancelled"
    )
    if verdict is Verdict.UNKNOWN:
        raise errors.PaymentUnderWay()
    if verdict is Verdict.PAID:
        raise errors.NotCancellable()
    placed.refresh_from_db()
    return placed


def order_end(*, placed: PlacedOrder, now: datetime, actor: str, reason: str) -> Verdict:
    """Ask every provider first, and cancel only when no money can arrive any more.

    Remote calls happen outside any transaction. Safe to repeat after a crash at
    any line: closing twice is closing once, and cancelling checks under the lock.
    A payment that is opened between asking and cancelling keeps the order open.
    """
    for provider in payment_providers():
        verdict = provider.end_payments(order_id=placed.order_id)
        if verdict is not Verdict.CLOSED:
            return verdict
    try:
        is_cancelled = _cancel(placed=placed, now=now, actor=actor, reason=reason)
    except MoveRefused:
        # Paid or cancelled by another process since the provider was asked.
        placed.refresh_from_db()
        return Verdict.CLOSED if placed.state == OrderState.CANCELLED.value else Verdict.PAID
    return Verdict.CLOSED if is_cancelled else Verdict.UNKNOWN


@transaction.atomic
def _cancel(*, placed: PlacedOrder, now: datetime, actor: str, reason: str) -> bool:
    """Cancel unless somebody has opened a payment meanwhile; opening waits for this lock."""
    PlacedOrder.objects.select_for_update(of=("self",)).get(pk=placed.pk)
    if LivePayment.objects.filter(order_id=placed.order_id).exists():
        return False
    move(
        placed,
        OrderState.CANCELLED,
        transitions=TRANSITIONS,
        actor=actor,
        action="orders.order.cancelled",
        reason=reason,
        changes={"cancelled_at": now},
    )
    give_goods_back(placed, actor=actor, reason="cancelled")
    outbox.put(
        topic="orders.cancelled", key=str(placed.order_id), payload={"order_id": placed.order_id}
    )
    return True


def give_goods_back(placed: PlacedOrder, *, actor: str, reason: str) -> None:
    """Cancel Saleor's order, of which nothing has left: stock and coupon are free again."""
    order = placed.order
    cancel_order(order, user=None)
    if order.voucher is not None:
        decrease_voucher_usage(order.voucher)
        remove_voucher_usage_by_customer(order.voucher, order.get_customer_email())
    discount_give_back(placed=placed, actor=actor, reason=reason)
