"""Money of a paid order is owed back: find who holds it, promise, ask how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from plugins.orders.errors import NoPaymentToRefund
from plugins.orders.models import RefundShare
from plugins.orders.providers import PaymentProvider, RefundStanding, payment_providers


@transaction.atomic
def order_refund_promise(
    *,
    order_id: int,
    fen: int,
    key: str,
    reason: str,
    requested_by: str,
    now: datetime,
    lines: Mapping[int, int] | None = None,
    shipping_fen: int = 0,
) -> None:
    """Owe `fen` back through the provider that was paid, once for each `key`.

    `lines` (ids of order lines → fen) and `shipping_fen` say what for, to the fen;
    without them the refund names nothing. No remote call: it belongs into the
    transaction that decides. Locks the payment, so whoever needs the order's lock
    as well takes it afterwards.

    Raises:
        NoPaymentToRefund: no provider holds money that paid the order.
        DomainError: the provider could not do it, e.g. more than is left.
        ValueError: what it is for does not add up to `fen`.
    """
    if lines is not None and sum(lines.values()) + shipping_fen != fen:
        raise ValueError(f"{fen} fen refunded for {lines} and {shipping_fen} fen of shipping")
    _holder(order_id).refund_promise(
        order_id=order_id, fen=fen, key=key, reason=reason, requested_by=requested_by, now=now
    )
    if lines is not None and not RefundShare.objects.filter(order=order_id, key=key).exists():
        _keep_shares(order_id, key, lines, shipping_fen)


def _keep_shares(order_id: int, key: str, lines: Mapping[int, int], shipping_fen: int) -> None:
    named: list[tuple[int | None, int]] = [*lines.items(), (None, shipping_fen)]
    RefundShare.objects.bulk_create(
        RefundShare(order_id=order_id, key=key, order_line_id=line_id, fen=fen)
        for line_id, fen in named
        if fen
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
