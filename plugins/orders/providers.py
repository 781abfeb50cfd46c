"""What orders ask of other capabilities: of payment providers, and who holds goods back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import Enum
from typing import Protocol

from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities


class Verdict(Enum):
    """What a provider found when asked to end an order's payments."""

    CLOSED = "closed"  # nothing was paid and nothing can be paid any more
    PAID = "paid"  # money has arrived; `order_mark_paid` was called
    UNKNOWN = "unknown"  # the provider did not answer: ask again later


class RefundStanding(Enum):
    """How a promised refund stands at its provider."""

    UNDER_WAY = "under_way"  # promised or accepted; the provider's sweep pursues it
    SUCCEEDED = "succeeded"  # the buyer has the money
    ABNORMAL = "abnormal"  # the buyer's account refuses it: pay it to another one by hand
    FAILED = "failed"  # it ended without money moving; it can be tried again


class PaymentProvider(Protocol):
    """A capability that takes money for orders.

    It calls `plugins.orders.public.order_mark_paid` when money arrived, and
    `order_mark_refunded` when money went back.
    """

    def end_payments(self, *, order_id: int) -> Verdict:
        """Make sure that the order can no longer be paid, or find that it is.

        Talks to the remote system: never called inside a transaction. Safe to
        repeat. An order without any payment answers CLOSED.
        """
        ...

    def has_paid(self, *, order_id: int) -> bool:
        """Tell whether the money that paid the order came through this provider."""
        ...

    def refund_promise(
        self, *, order_id: int, fen: int, key: str, reason: str, requested_by: str, now: datetime
    ) -> None:
        """Owe `fen` of the order's payment back, once for each `key`.

        Writes only, so it may run inside a transaction: the provider's own sweep
        talks to the remote system. Locks the payment.

        Raises:
            DomainError: it cannot be done, e.g. more than is left; nothing was changed.
        """
        ...

    def refund_again(self, *, order_id: int, key: str, requested_by: str, now: datetime) -> None:
        """Try a FAILED refund once more, under the same `key`; repeating is harmless.

        Raises:
            DomainError: it has not failed, or can no longer be done.
        """
        ...

    def refund_standing(self, *, order_id: int, key: str) -> RefundStanding | None:
        """Return how the refund promised under `key` stands; None: never promised."""
        ...


def payment_providers(*, besides: str = "") -> list[PaymentProvider]:
    """Return all providers; `besides` is the label of a capability to leave out."""
    return [
        import_string(config.payment_provider)()
        for config in capabilities()
        if config.payment_provider and config.label != besides
    ]


class ShippingGuard(Protocol):
    """A capability that may keep goods of a paid order here."""

    def refuse(self, *, order_id: int, line_ids: Collection[int] | None = None) -> None:
        """Refuse to let goods leave that have to stay for now.

        `line_ids` narrows the question to goods of these lines. Answers from the
        books alone; the caller has locked the order.

        Raises:
            DomainError: says why, and what has to be done first.
        """
        ...


def tell_placed(*, order_id: int, now: datetime) -> None:
    """Let other capabilities take part in placing an order, in its transaction.

    Raises:
        DomainError: one of them refuses the order.
    """
    for config in capabilities():
        if config.order_placed:
            import_string(config.order_placed)(order_id=order_id, now=now)


def refuse_to_ship(*, order_id: int, line_ids: Collection[int] | None = None) -> None:
    """Ask all guards. The caller has locked the order.

    Raises:
        DomainError: one of them keeps the goods here.
    """
    for config in capabilities():
        if config.shipping_guard:
            guard: ShippingGuard = import_string(config.shipping_guard)()
            guard.refuse(order_id=order_id, line_ids=line_ids)
