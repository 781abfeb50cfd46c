"""Both sides' books as plain rows: what the checks compare."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Order:
    """An order of the shop; goods are counted by variant, money is fen."""

    index: int
    order_id: int
    number: str
    state: str
    total: int
    paid: int
    refunded: int
    overdue: bool = False
    ordered: dict[int, int] = field(default_factory=dict)
    shipped: dict[int, int] = field(default_factory=dict)
    allocated: dict[int, int] = field(default_factory=dict)
    shipment: str = ""
    audits: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Payment:
    """A payment of the shop.

    Attributes:
        captures: how often the engine's own tables have the money.
        audits: how often the trail says that it was paid.
        applied: notifications that were applied.
    """

    index: int
    out_trade_no: str
    state: str
    fen: int
    transaction_id: str = ""
    payout: str = ""
    captures: int = 0
    audits: int = 0
    applied: int = 0


@dataclass(frozen=True)
class Refund:
    """A refund of the shop; `returns` is how often the engine's tables have it."""

    index: int
    out_refund_no: str
    out_trade_no: str
    state: str
    fen: int
    reason: str = ""
    retried: bool = False
    returns: int = 0


@dataclass(frozen=True)
class Shelf:
    """All stock of one variant."""

    variant: int
    initial: int
    on_hand: int
    allocated: int


@dataclass(frozen=True)
class TheirPayment:
    out_trade_no: str
    transaction_id: str
    fen: int


@dataclass(frozen=True)
class TheirRefund:
    out_refund_no: str
    out_trade_no: str
    status: str
    fen: int


@dataclass(frozen=True)
class Loose:
    """Something that should have ended and has not."""

    index: int | None
    what: str


@dataclass(frozen=True)
class Books:
    """Everything the checks look at.

    Attributes:
        promised: fen the operator promised back, by order.
        loose: outbox messages, events and shipments that have not ended well.
        differences: what reconciliation found.
        stranded: buyers who got no order although the shop has the goods.
    """

    orders: list[Order] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    shelves: list[Shelf] = field(default_factory=list)
    their_payments: list[TheirPayment] = field(default_factory=list)
    their_refunds: list[TheirRefund] = field(default_factory=list)
    promised: dict[int, int] = field(default_factory=dict)
    loose: list[Loose] = field(default_factory=list)
    differences: list[Loose] = field(default_factory=list)
    stranded: list[int] = field(default_factory=list)
