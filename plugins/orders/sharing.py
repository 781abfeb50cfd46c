"""What settlement asks of a payment provider that can share an order's money with its sellers.

Plain values, so that who keeps the ledger knows no provider. Amounts are fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from plugins.kernel.registry import capabilities


class ShareResult(Enum):
    """What became of money that was to reach a receiver, or to come back from one."""

    PENDING = "pending"  # accepted, or not heard of yet
    SUCCEEDED = "succeeded"
    FAILED = "failed"  # no money moved


@dataclass(frozen=True)
class Share:
    """One receiver's part of a payment; `account` names the receiver at the provider."""

    account: str
    fen: int
    description: str


@dataclass(frozen=True)
class ShareWord:
    """What the provider says of one receiver's part.

    Attributes:
        number: the provider's number of this part.
    """

    account: str
    fen: int
    result: ShareResult
    number: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class SharingWord:
    """What the provider says of a whole request."""

    number: str
    is_finished: bool
    parts: Sequence[ShareWord]


@dataclass(frozen=True)
class BillLine:
    """One line of the provider's sharing bill."""

    own_number: str
    account: str
    fen: int
    is_return: bool
    number: str


class SharingRefused(Exception):
    """The provider will never take the request as it stands; nothing moved."""


@dataclass(frozen=True)
class SharedPayment:
    """A payment whose money waits to be shared; `reference` is its name at the provider."""

    order_id: int
    reference: str
    paid_fen: int


class ShareProvider(Protocol):
    """A payment provider that shares money. All calls but the first three are remote:
    never inside a transaction. Each may be repeated with equal values: the provider
    takes our numbers as the name of one request.

    Raises of the remote calls:
        GatewayError: no usable answer, or not now; repeat later with equal values.
        SharingRefused: it will never be taken.
    """

    def is_on(self) -> bool:
        """Whether new payments are opened for sharing."""
        ...

    def payments_to_share(
        self, *, order_ids: QuerySet[Any], since: datetime, limit: int
    ) -> list[SharedPayment]:
        """Return those of the orders (a query of ids) that were paid for sharing since then."""
        ...

    def open_refunds_fen(self, *, order_id: int) -> int:
        """Return how much of the order's payment is promised back and has not arrived.

        Locks the payment when called inside a transaction, so that nothing is
        promised meanwhile.
        """
        ...

    def receiver_add(self, *, account: str, name: str) -> None: ...

    def room(self, *, reference: str) -> int:
        """Return what may still be shared of a payment, by the provider's own limits."""
        ...

    def share(self, *, reference: str, number: str, shares: Sequence[Share]) -> SharingWord:
        """Share, and let go of the rest for the platform."""
        ...

    def unfreeze(self, *, reference: str, number: str) -> SharingWord:
        """Let go of everything for the platform."""
        ...

    def share_query(self, *, reference: str, number: str) -> SharingWord: ...

    def give_back(
        self, *, sharing_number: str, number: str, account: str, fen: int
    ) -> ShareWord: ...

    def give_back_query(self, *, sharing_number: str, number: str) -> ShareWord: ...

    def bill(self, *, day: date) -> list[BillLine]:
        """Return the bill of a Beijing day; empty when nothing was shared."""
        ...


class RefundGate(Protocol):
    """A capability that has something to do before a promised refund is sent."""

    def may_refund(self, *, order_id: int, key: str, fen: int, now: datetime) -> bool:
        """Tell whether the refund may go out now; False: ask again in a while.

        Called by the provider that is about to send it, outside a transaction.
        Must end with True in bounded time: the buyer's money is not held hostage.
        """
        ...


def share_provider() -> ShareProvider | None:
    """Return the provider that shares money; None when no capability brings one."""
    for config in capabilities():
        if config.share_provider:
            provider: ShareProvider = import_string(config.share_provider)()
            return provider
    return None


def may_refund(*, order_id: int, key: str, fen: int, now: datetime) -> bool:
    """Ask the gates, each of which may begin something by being asked, until one says no."""
    gates: list[RefundGate] = [
        import_string(config.refund_gate)() for config in capabilities() if config.refund_gate
    ]
    return all(gate.may_refund(order_id=order_id, key=key, fen=fen, now=now) for gate in gates)
