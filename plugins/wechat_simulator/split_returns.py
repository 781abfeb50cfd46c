"""Shares given back by the merchants who received them."""

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from . import splits
from .receivers import MERCHANT, text_of
from .refusals import PayError
from .splits import fen_of, new_number, number_of
from .world import World, rfc3339

RETURN_SECONDS = 60
# A return that nobody finishes fails after five days.
STUCK_SECONDS = 5 * 86400
MOST_RETURNS = 20
_COMPARED = ("order_id", "out_order_no", "return_mchid", "amount", "description")


def give_back(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """Accept a return, or answer how the same one stands.

    Raises:
        PayError: unusable or changed parameters, or more than was received.
    """
    number = number_of(given, "out_return_no")
    fen_of(given)
    text_of(given, "return_mchid", longest=32)
    text_of(given, "description", longest=80)
    text = json.dumps({name: given.get(name) for name in _COMPARED}, sort_keys=True)
    splits.finish_due(world)
    with world.ledger.write() as books:
        known = books.execute(
            "SELECT * FROM split_returns WHERE out_return_no = ?", (number,)
        ).fetchone()
        if known is None:
            split = _split_of(books, given)
            _check_room(books, split, given)
            _insert(world, books, split, given, number=number, text=text)
        elif known["parameters"] != text:
            raise PayError(400, "INVALID_REQUEST", "回退单号已存在，参数与上次不一致")
    world.wake_notifier()
    return find(world, number)


def _split_of(books: sqlite3.Connection, given: Mapping[str, Any]) -> sqlite3.Row:
    split = books.execute(
        "SELECT * FROM splits WHERE kind = 'split' AND (order_id = ? OR out_order_no = ?)",
        (given.get("order_id"), given.get("out_order_no")),
    ).fetchone()
    if split is None:
        raise PayError(404, "RESOURCE_NOT_EXISTS", "分账单不存在")
    return split


def _check_room(books: sqlite3.Connection, split: sqlite3.Row, given: Mapping[str, Any]) -> None:
    received = books.execute(
        "SELECT amount FROM split_receivers WHERE out_order_no = ? AND type = ? AND account = ?"
        " AND result = 'SUCCESS'",
        (split["out_order_no"], MERCHANT, given["return_mchid"]),
    ).fetchone()
    if received is None:
        raise PayError(400, "INVALID_REQUEST", "该商户未从此分账单收到资金")
    earlier = books.execute(
        "SELECT count(*) AS count, coalesce(sum(CASE return_mchid WHEN ? THEN amount END), 0) AS fen"
        " FROM split_returns WHERE out_order_no = ? AND result <> 'FAILED'",
        (given["return_mchid"], split["out_order_no"]),
    ).fetchone()
    if earlier["fen"] + given["amount"] > received["amount"]:
        raise PayError(400, "INVALID_REQUEST", "累计回退金额大于分账金额")
    if earlier["count"] >= MOST_RETURNS:
        raise PayError(400, "INVALID_REQUEST", f"一笔分账最多回退{MOST_RETURNS}次")


def _insert(
    world: World,
    books: sqlite3.Connection,
    split: sqlite3.Row,
    given: Mapping[str, Any],
    *,
    number: str,
    text: str,
) -> None:
    order, seconds, failure = split["out_trade_no"], RETURN_SECONDS, ""
    if world.faults.take("split_return.failed", "split_return", order=order):
        failure = "BALANCE_NOT_ENOUGH"
    if world.faults.take("split_return.stuck", "split_return", order=order):
        seconds, failure = STUCK_SECONDS, "TIME_OUT_CLOSED"
    books.execute(
        "INSERT INTO split_returns (out_return_no, return_id, out_order_no, return_mchid, amount,"
        " description, parameters, result, fail_reason, created_at, finishes_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?, ?, ?)",
        (
            number,
            new_number(world, "310"),
            split["out_order_no"],
            given["return_mchid"],
            given["amount"],
            given["description"],
            text,
            failure,
            world.book_now(),
            world.soon(seconds),
        ),
    )


def find(world: World, number: str, *, out_order_no: str = "") -> dict[str, Any]:
    """Describe a return as it stands now.

    Raises:
        PayError: there is none, or of another split.
    """
    finish_due(world)
    row = world.ledger.row(
        "SELECT split_returns.*, splits.order_id FROM split_returns"
        " JOIN splits USING (out_order_no) WHERE out_return_no = ?",
        number,
    )
    if row is None or out_order_no not in ("", row["out_order_no"]):
        raise PayError(404, "RESOURCE_NOT_EXISTS", "回退单不存在")
    named = ("order_id", "out_order_no", "out_return_no", "return_id", "return_mchid", "amount")
    described = {name: row[name] for name in (*named, "description", "result")}
    described["create_time"] = rfc3339(row["created_at"])
    if row["result"] == "FAILED":
        described["fail_reason"] = row["fail_reason"]
    if row["finished_at"] is not None:
        described["finish_time"] = rfc3339(row["finished_at"])
    return described


def finish_due(world: World) -> float | None:
    """Finish returns where it is time; return the next such moment."""
    now = world.book_now()
    with world.ledger.write() as books:
        books.execute(
            "UPDATE split_returns SET finished_at = ?,"
            " result = CASE fail_reason WHEN '' THEN 'SUCCESS' ELSE 'FAILED' END"
            " WHERE result = 'PROCESSING' AND finishes_at <= ?",
            (now, now),
        )
        soonest = books.execute(
            "SELECT min(finishes_at) AS at FROM split_returns WHERE result = 'PROCESSING'"
        ).fetchone()
    return soonest["at"]
