"""Profit sharing: money of a settled payment goes to others, asynchronously and once."""

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import receivers
from .receivers import text_of
from .refusals import PayError, bad
from .split_room import check_room, rest, sharable
from .world import BEIJING, World, rfc3339

SPLIT_SECONDS = 60
MOST_RECEIVERS = 50

_NUMBER = re.compile(r"[0-9A-Za-z_|*@-]{1,64}")


def number_of(given: Mapping[str, Any], name: str) -> str:
    """Return a number the merchant gives.

    Raises:
        PayError: other characters, or too long.
    """
    value = given.get(name)
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise bad(name)
    return value


def fen_of(given: Mapping[str, Any]) -> int:
    """Return an amount in fen.

    Raises:
        PayError: not a whole number above zero.
    """
    fen = given.get("amount")
    if isinstance(fen, bool) or not isinstance(fen, int) or fen < 1:
        raise bad("amount")
    return fen


def new_number(world: World, prefix: str) -> str:
    day = datetime.fromtimestamp(world.book_now(), BEIJING).strftime("%Y%m%d")
    return f"{prefix}{day}" + "".join(secrets.choice("0123456789") for _ in range(18))


def split(world: World, given: Mapping[str, Any], *, serial: str) -> dict[str, Any]:
    """Accept a split, or answer how the same one stands.

    Raises:
        PayError: unusable or changed parameters, a payment that cannot be shared
            (yet or any more), or more than may be shared.
    """
    if given.get("appid") != world.identity.appid:
        raise bad("appid")
    shares = _shares(world, given.get("receivers"), serial=serial)
    if not isinstance(given.get("unfreeze_unsplit"), bool):
        raise bad("unfreeze_unsplit")
    return _enter(world, given, kind="split", shares=shares, thaws=given["unfreeze_unsplit"])


def unfreeze(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """Let go what is not shared, for the merchant.

    Raises:
        PayError: as for `split`.
    """
    text_of(given, "description", longest=80)
    return _enter(world, given, kind="unfreeze", shares=[], thaws=True)


def _shares(world: World, given: object, *, serial: str) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_RECEIVERS:
        raise bad("receivers")
    shares = []
    for one in given:
        kind, account = receivers.account_of(world, one)
        known = receivers.find(world, kind, account)
        name = receivers.name_of(world, one, serial=serial)
        if name and known and known["name"] and name != known["name"]:
            raise PayError(400, "INVALID_REQUEST", "分账接收方姓名与登记不一致")
        shares.append(
            {
                "type": kind,
                "account": account,
                "amount": fen_of(one),
                "description": text_of(one, "description", longest=80),
            }
        )
    if len({(share["type"], share["account"]) for share in shares}) != len(shares):
        raise bad("receivers（同一接收方只能出现一次）")
    return shares


def _enter(
    world: World, given: Mapping[str, Any], *, kind: str, shares: list[dict[str, Any]], thaws: bool
) -> dict[str, Any]:
    number = number_of(given, "out_order_no")
    compared = (given.get("transaction_id"), kind, shares, thaws, given.get("description"))
    text = json.dumps(compared, sort_keys=True, ensure_ascii=False)
    with world.ledger.write() as books:
        known = books.execute("SELECT * FROM splits WHERE out_order_no = ?", (number,)).fetchone()
        if known is None:
            order = sharable(books, given.get("transaction_id"))
            if kind == "split":
                check_room(world, books, order, sum(share["amount"] for share in shares))
            else:
                shares = rest(world, books, order, given["description"])
            _insert(world, books, order, number=number, kind=kind, text=text, shares=shares)
            if thaws:
                _thaw(books, order["out_trade_no"], world.book_now())
        elif known["parameters"] != text:
            raise PayError(400, "INVALID_REQUEST", "分账单号已存在，参数与上次不一致")
    world.wake_notifier()
    return find(world, number)


def _insert(
    world: World,
    books: sqlite3.Connection,
    order: sqlite3.Row,
    *,
    number: str,
    kind: str,
    text: str,
    shares: list[dict[str, Any]],
) -> None:
    slow = world.faults.take("split.slow", "split", order=order["out_trade_no"])
    books.execute(
        "INSERT INTO splits (out_order_no, order_id, out_trade_no, transaction_id, total, kind,"
        " parameters, state, created_at, finishes_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?, ?)",
        (
            number,
            new_number(world, "300"),
            order["out_trade_no"],
            order["transaction_id"],
            order["total"],
            kind,
            text,
            world.book_now(),
            world.soon(slow.value if slow else SPLIT_SECONDS),
        ),
    )
    for share in shares:
        books.execute(
            "INSERT INTO split_receivers (detail_id, out_order_no, type, account, amount,"
            " description, result, fail_reason) VALUES (?, ?, ?, ?, ?, ?, 'PENDING', ?)",
            (
                new_number(world, "360"),
                number,
                share["type"],
                share["account"],
                share["amount"],
                share["description"],
                _failure(world, books, order, kind, share),
            ),
        )


def _failure(
    world: World,
    books: sqlite3.Connection,
    order: sqlite3.Row,
    kind: str,
    share: Mapping[str, Any],
) -> str:
    """Return why a share will not arrive; empty when it will."""
    if kind == "unfreeze":
        return ""
    known = books.execute(
        "SELECT 1 FROM receivers WHERE type = ? AND account = ?",
        (share["type"], share["account"]),
    ).fetchone()
    if known is None:
        return "NO_RELATION"
    closed = world.faults.take("split.closed", "split", order=order["out_trade_no"])
    return "ACCOUNT_ABNORMAL" if closed else ""


def _thaw(books: sqlite3.Connection, out_trade_no: str, now: float) -> None:
    books.execute(
        "UPDATE orders SET thawed_at = ?, thaws_at = NULL WHERE out_trade_no = ?",
        (now, out_trade_no),
    )


def find(world: World, number: str, *, transaction_id: str = "") -> dict[str, Any]:
    """Describe a split as it stands now.

    Raises:
        PayError: there is none, or of another payment.
    """
    finish_due(world)
    row = world.ledger.row("SELECT * FROM splits WHERE out_order_no = ?", number)
    if row is None or transaction_id not in ("", row["transaction_id"]):
        raise PayError(404, "RESOURCE_NOT_EXISTS", "分账单不存在")
    shares = world.ledger.rows(
        "SELECT * FROM split_receivers WHERE out_order_no = ? ORDER BY rowid", number
    )
    return {
        "transaction_id": row["transaction_id"],
        "out_order_no": number,
        "order_id": row["order_id"],
        "state": row["state"],
        "receivers": [_described(share, row["created_at"]) for share in shares],
    }


def _described(share: Mapping[str, Any], created_at: float) -> dict[str, Any]:
    named = ("type", "account", "amount", "description", "result", "detail_id")
    described = {name: share[name] for name in named}
    described["create_time"] = rfc3339(created_at)
    if share["result"] == "CLOSED":
        described["fail_reason"] = share["fail_reason"]
    if share["finished_at"] is not None:
        described["finish_time"] = rfc3339(share["finished_at"])
    return described


def finish_due(world: World) -> float | None:
    """Finish splits and let money go where it is time; return the next such moment."""
    now = world.book_now()
    with world.ledger.write() as books:
        books.execute(
            "UPDATE split_receivers SET finished_at = ?,"
            " result = CASE fail_reason WHEN '' THEN 'SUCCESS' ELSE 'CLOSED' END"
            " WHERE result = 'PENDING' AND out_order_no IN (SELECT out_order_no FROM splits"
            " WHERE state = 'PROCESSING' AND finishes_at <= ?)",
            (now, now),
        )
        books.execute(
            "UPDATE splits SET state = 'FINISHED' WHERE state = 'PROCESSING' AND finishes_at <= ?",
            (now,),
        )
        books.execute(
            "UPDATE orders SET thawed_at = ?, thaws_at = NULL WHERE thaws_at <= ?", (now, now)
        )
        soonest = books.execute(
            "SELECT min(at) AS at FROM (SELECT min(thaws_at) AS at FROM orders"
            " UNION ALL SELECT min(finishes_at) FROM splits WHERE state = 'PROCESSING')"
        ).fetchone()
    return soonest["at"]
