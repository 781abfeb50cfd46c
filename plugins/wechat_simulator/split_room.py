"""How much of a payment may be shared, and when."""

import sqlite3
from typing import Any

from .bill_entries import fee_of
from .receivers import MERCHANT
from .refusals import PayError
from .world import World

MOST_REQUESTS = 50
# What WeChat grants a merchant unless more is agreed.
MOST_PERCENT = 30


def sharable(books: sqlite3.Connection, transaction_id: object) -> sqlite3.Row:
    """Return the payment, if its money waits to be shared.

    Raises:
        PayError: unknown, not meant for sharing, not settled, or thawed.
    """
    order = books.execute(
        "SELECT orders.*, shipments.settled_at,"
        " json_extract(parameters, '$.settle_info.profit_sharing') AS shared"
        " FROM orders LEFT JOIN shipments USING (transaction_id) WHERE transaction_id = ?",
        (str(transaction_id),),
    ).fetchone()
    if order is None:
        raise PayError(404, "RESOURCE_NOT_EXISTS", "订单不存在")
    if not order["shared"]:
        raise PayError(403, "NO_AUTH", "非分账订单：下单时未声明 settle_info.profit_sharing")
    if order["settled_at"] is None:
        raise PayError(400, "INVALID_REQUEST", "订单未结算，暂不能分账")
    if order["thawed_at"] is not None:
        raise PayError(400, "INVALID_REQUEST", "订单剩余资金已解冻")
    return order


def check_room(world: World, books: sqlite3.Connection, order: sqlite3.Row, wanted: int) -> None:
    """Accept a request for `wanted` fen.

    Raises:
        PayError: too many requests, above the ratio, or more than is left.
    """
    requests = books.execute(
        "SELECT count(*) AS count FROM splits WHERE out_trade_no = ?", (order["out_trade_no"],)
    ).fetchone()
    if requests["count"] >= MOST_REQUESTS:
        raise PayError(400, "INVALID_REQUEST", f"一笔订单最多分账{MOST_REQUESTS}次")
    if wanted > _left_of_ratio(books, order):
        raise PayError(400, "INVALID_REQUEST", f"分账金额超出最大分账比例{MOST_PERCENT}%")
    take = world.faults.take
    if wanted > _left(books, order) or take(
        "split.not_enough", "split", order=order["out_trade_no"]
    ):
        raise PayError(403, "NOT_ENOUGH", "分账金额超出订单剩余可分金额")


def _shared(books: sqlite3.Connection, order: sqlite3.Row) -> int:
    row = books.execute(
        "SELECT coalesce(sum(amount), 0) AS fen FROM split_receivers"
        " JOIN splits USING (out_order_no)"
        " WHERE out_trade_no = ? AND kind = 'split' AND result <> 'CLOSED'",
        (order["out_trade_no"],),
    ).fetchone()
    return int(row["fen"])


def _left_of_ratio(books: sqlite3.Connection, order: sqlite3.Row) -> int:
    return order["total"] * MOST_PERCENT // 100 - _shared(books, order)


def _left(books: sqlite3.Connection, order: sqlite3.Row) -> int:
    """Return what the payment still holds after fee, refunds and shares."""
    row = books.execute(
        "SELECT coalesce(sum(fen), 0) AS fen FROM refunds"
        " WHERE out_trade_no = ? AND status <> 'CLOSED'",
        (order["out_trade_no"],),
    ).fetchone()
    return max(0, order["total"] - fee_of(order["total"]) - row["fen"] - _shared(books, order))


def rest(
    world: World, books: sqlite3.Connection, order: sqlite3.Row, description: str
) -> list[dict[str, Any]]:
    """Return the merchant's own share: what an unfreezing lets go."""
    left = _left(books, order)
    mine = {"type": MERCHANT, "account": world.identity.mchid, "amount": left}
    return [{**mine, "description": description}] if left else []


def unsplit(world: World, transaction_id: str) -> int:
    """Return what may still be shared of a payment.

    Raises:
        PayError: no such payment.
    """
    with world.ledger.write() as books:
        order = books.execute(
            "SELECT * FROM orders WHERE transaction_id = ?", (transaction_id,)
        ).fetchone()
        if order is None:
            raise PayError(404, "RESOURCE_NOT_EXISTS", "订单不存在")
        if order["thawed_at"] is not None:
            return 0
        return max(0, min(_left(books, order), _left_of_ratio(books, order)))
