"""Money has arrived for an order: say so exactly once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction
from saleor.order import events
from saleor.payment import ChargeStatus, TransactionKind
from saleor.payment.models import Payment, Transaction

from plugins.kernel import audit, outbox
from plugins.kernel.money import from_fen
from plugins.kernel.transitions import move
from plugins.orders.models import PlacedOrder
from plugins.orders.states import TRANSITIONS, OrderState


class Payout(Enum):
    """What became of money that a provider reported."""

    APPLIED = "applied"  # the order is paid now
    ALREADY = "already"  # this very payment had been applied before
    LATE = "late"  # the order was cancelled before: the money has to go back
    SURPLUS = "surplus"  # another payment paid the order: this money has to go back


@transaction.atomic
def order_mark_paid(
    *,
    order_id: int,
    captured_fen: int,
    gateway: str,
    reference: str,
    paid_at: datetime,
    actor: str,
) -> Payout:
    """Record `captured_fen` for the order; the caller has verified the provider.

    `reference` is the provider's own id of the payment: the same one is applied
    once. Money for a cancelled or already paid order is recorded too, so that it
    can be given back; it never changes what is shipped.

    Raises:
        PlacedOrder.DoesNotExist: no such order.
        ValueError: the amount is not the order's total.
    """
    placed = PlacedOrder.objects.select_for_update(of=("self",)).get(order_id=order_id)
    if Transaction.objects.filter(
        payment__order_id=order_id,
        payment__gateway=gateway,
        kind=TransactionKind.CAPTURE,
        token=reference,
    ).exists():
        return Payout.ALREADY
    if captured_fen != placed.total_fen:
        raise ValueError(f"{captured_fen} fen paid for an order of {placed.total_fen} fen")

    _record_capture(placed=placed, captured_fen=captured_fen, gateway=gateway, reference=reference)
    counted = {
        "paid_fen": captured_fen,
        "paid_at": paid_at,
        "paid_gateway": gateway,
        "paid_reference": reference,
    }
    if placed.state == OrderState.AWAITING_PAYMENT.value:
        _settle(placed=placed, changes=counted, actor=actor)
        return Payout.APPLIED
    if placed.state == OrderState.CANCELLED.value:
        move(
            placed,
            OrderState.PAID_LATE,
            transitions=TRANSITIONS,
            actor=actor,
            action="orders.order.paid_late",
            changes=counted,
            details={"fen": captured_fen},
        )
        return Payout.LATE
    audit.record("orders.order.paid_twice", placed, actor=actor, fen=captured_fen)
    return Payout.SURPLUS


def order_settle_free(*, placed: PlacedOrder, now: datetime) -> None:
    """Settle an order that costs nothing (gift card, voucher): no provider is asked."""
    _settle(placed=placed, changes={"paid_at": now}, actor="system:free_order")


def _settle(*, placed: PlacedOrder, changes: Mapping[str, Any], actor: str) -> None:
    move(
        placed,
        OrderState.PAID,
        transitions=TRANSITIONS,
        actor=actor,
        action="orders.order.paid",
        changes=changes,
        details={"fen": changes.get("paid_fen", 0)},
    )
    order = placed.order
    events.order_fully_paid_event(order=order)
    outbox.put(topic="orders.paid", key=str(placed.order_id), payload={"order_id": placed.order_id})


def _record_capture(
    *, placed: PlacedOrder, captured_fen: int, gateway: str, reference: str
) -> None:
    """Write the money into Saleor's own payment tables, where its screens look."""
    amount = from_fen(captured_fen)
    order = placed.order
    payment = Payment.objects.create(
        order=order,
        gateway=gateway,
        token=reference,
        total=amount,
        captured_amount=amount,
        charge_status=ChargeStatus.FULLY_CHARGED,
        currency=order.currency,
        billing_email=order.user_email,
    )
    Transaction.objects.create(
        payment=payment,
        token=reference,
        kind=TransactionKind.CAPTURE,
        is_success=True,
        amount=amount,
        currency=order.currency,
        gateway_response={},
    )
    events.payment_captured_event(order=order, user=None, amount=amount, payment=payment)
