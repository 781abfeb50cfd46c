"""What a bill lists: payments, refunds and shares, read from the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from .world import BEIJING, World

FEE_RATE = Decimal("0.006")


@dataclass(frozen=True, slots=True)
class Entry:
    """A payment or an accepted refund, as WeChat's books have it. Amounts are fen."""

    at: float
    transaction_id: str
    out_trade_no: str
    person: str
    appid: str | None
    trade_type: str
    description: str
    attach: str
    total: int
    fee: int
    refund_id: str = ""
    out_refund_no: str = ""
    refund: int = 0
    refund_status: str = ""
    refunded_at: float | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A change of the merchant's account; `fen` is negative when money leaves."""

    at: float
    number: str
    transaction_id: str
    voucher: str
    business: str
    fen: int


def span_of(day: date) -> tuple[float, float]:
    """Return two Beijing midnights."""
    start = datetime(day.year, day.month, day.day, tzinfo=BEIJING)
    return start.timestamp(), (start + timedelta(days=1)).timestamp()


def entries_of(world: World, *, day: date) -> list[Entry]:
    """Return what happened between two Beijing midnights, oldest first."""
    return _entries_within(world, span_of(day))


def _entries_within(world: World, span: tuple[float, float]) -> list[Entry]:
    paid = world.ledger.rows(
        "SELECT * FROM orders WHERE state = 'SUCCESS' AND success_at >= ? AND success_at < ?",
        *span,
    )
    refunded = world.ledger.rows(
        "SELECT refunds.*, orders.openid, orders.appid, orders.trade_type,"
        " orders.description, orders.attach FROM refunds"
        " JOIN orders USING (out_trade_no)"
        " WHERE refunds.created_at >= ? AND refunds.created_at < ?",
        *span,
    )
    entries = [_payment(row) for row in paid] + [_refund(row) for row in refunded]
    return sorted(entries, key=lambda entry: entry.at)


def fee_of(fen: int) -> int:
    return int((fen * FEE_RATE).quantize(Decimal(1), ROUND_HALF_UP))


def moves_of(world: World, *, day: date) -> list[Move]:
    """Return how the merchant's account changed that day, oldest first."""
    return _moves_within(world, span_of(day))


def balance_before(world: World, *, day: date) -> int:
    """Return what all movements before a Beijing midnight left on the account, in fen."""
    return sum(move.fen for move in _moves_within(world, (0.0, span_of(day)[0])))


def _moves_within(world: World, span: tuple[float, float]) -> list[Move]:
    moves = [move for entry in _entries_within(world, span) for move in _moves(entry)]
    moves += [_share_move(row) for row in _shares_within(world, span)]
    return sorted(moves, key=lambda move: move.at)


def shares_of(world: World, *, day: date) -> list[dict[str, Any]]:
    """Return the shares that reached a receiver that day, and those given back."""
    return _shares_within(world, span_of(day))


def _shares_within(world: World, span: tuple[float, float]) -> list[dict[str, Any]]:
    shared = world.ledger.rows(
        "SELECT 1 AS out, split_receivers.*, splits.order_id, splits.transaction_id, splits.total,"
        " '' AS out_return_no, '' AS return_id"
        " FROM split_receivers JOIN splits USING (out_order_no)"
        " WHERE kind = 'split' AND result = 'SUCCESS' AND split_receivers.finished_at >= ?"
        " AND split_receivers.finished_at < ?",
        *span,
    )
    returned = world.ledger.rows(
        "SELECT 0 AS out, split_returns.*, splits.order_id, splits.transaction_id, splits.total,"
        " return_id AS detail_id, 'MERCHANT_ID' AS type, return_mchid AS account"
        " FROM split_returns JOIN splits USING (out_order_no)"
        " WHERE split_returns.result = 'SUCCESS' AND split_returns.finished_at >= ?"
        " AND split_returns.finished_at < ?",
        *span,
    )
    return sorted(shared + returned, key=lambda row: row["finished_at"])


def _payment(row: Mapping[str, Any]) -> Entry:
    return Entry(
        at=row["success_at"],
        transaction_id=row["transaction_id"],
        out_trade_no=row["out_trade_no"],
        person=row["openid"],
        appid=row["appid"],
        trade_type=row["trade_type"],
        description=row["description"],
        attach=row["attach"],
        total=row["total"],
        fee=fee_of(row["total"]),
    )


def _refund(row: Mapping[str, Any]) -> Entry:
    return Entry(
        at=row["created_at"],
        transaction_id=row["transaction_id"],
        out_trade_no=row["out_trade_no"],
        person=row["openid"],
        appid=row["appid"],
        trade_type=row["trade_type"],
        description=row["description"],
        attach=row["attach"],
        total=0,
        fee=-fee_of(row["fen"]),
        refund_id=row["refund_id"],
        out_refund_no=row["out_refund_no"],
        refund=row["fen"],
        refund_status=row["status"],
        refunded_at=row["success_at"],
    )


def _moves(entry: Entry) -> list[Move]:
    number = entry.refund_id or entry.transaction_id
    voucher = entry.out_refund_no or entry.out_trade_no
    changes = [("退款", -entry.refund) if entry.out_refund_no else ("交易", entry.total)]
    if entry.fee:
        changes.append(("手续费", -entry.fee))
    return [
        Move(entry.at, number, entry.transaction_id, voucher, business, fen)
        for business, fen in changes
    ]


def _share_move(row: Mapping[str, Any]) -> Move:
    return Move(
        at=row["finished_at"],
        number=row["order_id"] if row["out"] else row["return_id"],
        transaction_id=row["transaction_id"],
        voucher=row["out_order_no"] if row["out"] else row["out_return_no"],
        business="分账" if row["out"] else "分账回退",
        fen=-row["amount"] if row["out"] else row["amount"],
    )
