"""Money of a paid order is owed back: find who holds it, promise, ask how it stands."""

from __future__ import annotations

from datetime import datetime

from plugins.orders.errors import NoPaymentToRefund
from plugins.orders.providers import PaymentProvider, RefundStanding, payment_providers


def order_refund_promise(
    *, order_id: int, fen: int, key: str, reason: str, requested_by: str, now: datetime
) -> None:
    """Owe `fen` back through the provider that was paid, once for each `key`.

    No remote call: it belongs into the transaction that decides. Locks the
    payment, so whoever needs the order's lock as well takes it afterwards.

    Raises:
        NoPaymentToRefund: no provider holds money that paid the order.
        DomainError: the provider could not do it, e.g. more than is left.
    """
    _holder(order_id).refund_promise(
        order_id=order_id, fen=fen, key=key, reason=reason, requested_by=requested_by, now=now
    )


def order_refund_again(*, order_id: int, key: str, requested_by: str, now: datetime) -> None:
    """Try a failed refund once more.

    Raises:
        NoPaymentToRefund: no provider holds money that paid the order.
        DomainError: the refund has not failed, or can no longer be done.
    """
    _holder(order_id).refund_again(order_id=order_id, key=key, requested_by=requested_by, now=now)


def order_refund_standing(*, order_id: int, key: str) -> RefundStanding | None:
    """Return how the refund promised under `key` stands; None: never promised."""
    return _holder(order_id).refund_standing(order_id=order_id, key=key)


def _holder(order_id: int) -> PaymentProvider:
    for provider in payment_providers():
        if provider.has_paid(order_id=order_id):
            return provider
    raise NoPaymentToRefund()
