"""What orders ask of a payment provider, and which providers there are."""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities


class Verdict(Enum):
    """What a provider found when asked to end an order's payments."""

    CLOSED = "closed"  # nothing was paid and nothing can be paid any more
    PAID = "paid"  # money has arrived; `order_mark_paid` was called
    UNKNOWN = "unknown"  # the provider did not answer: ask again later


class PaymentProvider(Protocol):
    """A capability that takes money for orders.

    It calls `plugins.orders.public.order_mark_paid` when money arrived.
    """

    def end_payments(self, *, order_id: int) -> Verdict:
        """Make sure that the order can no longer be paid, or find that it is.

        Talks to the remote system: never called inside a transaction. Safe to
        repeat. An order without any payment answers CLOSED.
        """
        ...


def payment_providers(*, besides: str = "") -> list[PaymentProvider]:
    """Return all providers; `besides` is the label of a capability to leave out."""
    return [
        import_string(config.payment_provider)()
        for config in capabilities()
        if config.payment_provider and config.label != besides
    ]
