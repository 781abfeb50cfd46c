"""Money of an order has gone back: say so exactly once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from saleor.order import events
from saleor.payment import ChargeStatus, TransactionKind
from saleor.payment.models import Payment, Transaction

from plugins.kernel import audit, outbox
from plugins.kernel.money import from_fen, to_fen
from plugins.kernel.transitions import move
from plugins.orders.models import PlacedOrder
from plugins.orders.services.order_cancel import give_goods_back
from plugins.orders.services.order_lines_cancel import cancel_rest
from plugins.orders.states import TRANSITIONS, OrderState


@transaction.atomic
def order_mark_refunded(
    *,
    order_id: int,
    refunded_fen: int,
    gateway: str,
    payment_reference: str,
    refund_reference: str,
    refunded_at: datetime,
    actor: str,
    reason: str = "",
) -> bool:
    """Record that the provider gave `refunded_fen` back; False: recorded before.

    `payment_reference` is the reference that `order_mark_paid` was given,
    `refund_reference` the provider's own id of the refund, which is applied once.
    When everything that paid the order has gone back it becomes `refunded`, and
    goods that have not left are free for others again. Giving back a
    second payment changes nothing about the order itself.

    Raises:
        PlacedOrder.DoesNotExist, Payment.DoesNotExist: never recorded as paid.
        ValueError: more than is left of that payment.
    """
    placed = PlacedOrder.objects.select_for_update(of=("self",)).get(order_id=order_id)
    payment = Payment.objects.get(order_id=order_id, gateway=gateway, token=payment_reference)
    if payment.transactions.filter(kind=TransactionKind.REFUND, token=refund_reference).exists():
        return False
    left = to_fen(payment.captured_amount)
    if not 0 < refunded_fen <= left:
        raise ValueError(f"{refunded_fen} fen refunded of a payment with {left} fen left")

    _record_refund(payment=payment, refunded_fen=refunded_fen, reference=refund_reference)
    audit.record(
        "orders.order.money_returned", placed, actor=actor, reason=reason, fen=refunded_fen
    )
    if (gateway, payment_reference) == (placed.paid_gateway, placed.paid_reference):
        _count(placed, fen=refunded_fen, at=refunded_at, actor=actor, reason=reason)
    reference = f"{gateway}:{refund_reference}"
    outbox.put(
        topic="orders.refunded",
        key=reference,
        payload={"order_id": order_id, "fen": refunded_fen, "reference": reference},
    )
    return True


def _count(placed: PlacedOrder, *, fen: int, at: datetime, actor: str, reason: str) -> None:
    PlacedOrder.objects.filter(pk=placed.pk).update(refunded_fen=F("refunded_fen") + fen)
    placed.refresh_from_db()
    if placed.refunded_fen < placed.paid_fen:
        return
    if placed.state == OrderState.PAID.value:
        _keep_the_rest(placed, at=at, actor=actor)
    move(
        placed,
        OrderState.REFUNDED,
        transitions=TRANSITIONS,
        actor=actor,
        action="orders.order.refunded",
        reason=reason,
        changes={"refunded_at": at},
    )


def _keep_the_rest(placed: PlacedOrder, *, at: datetime, actor: str) -> None:
    """What has not left yet stays here and is free for others."""
    if not placed.order.lines.filter(quantity_fulfilled__gt=0).exists():
        give_goods_back(placed, actor=actor, reason="refunded")
        return
    cancel_rest(placed=placed, key="refunded", actor=actor, reason="refunded", now=at)


def _record_refund(*, payment: Payment, refunded_fen: int, reference: str) -> None:
    """Write the refund into Saleor's own payment tables, where its screens look."""
    amount = from_fen(refunded_fen)
    payment.captured_amount -= amount
    if payment.captured_amount:
        payment.charge_status = ChargeStatus.PARTIALLY_REFUNDED
    else:
        payment.charge_status = ChargeStatus.FULLY_REFUNDED
        payment.is_active = False
    payment.save(update_fields=["captured_amount", "charge_status", "is_active", "modified"])
    Transaction.objects.create(
        payment=payment,
        token=reference,
        kind=TransactionKind.REFUND,
        is_success=True,
        amount=amount,
        currency=payment.currency,
        gateway_response={},
    )
    events.payment_refunded_event(order=payment.order, user=None, amount=amount, payment=payment)
