"""WeChat's refunds: accepted at once, settled later, never above what was paid."""

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import deliveries, order_parameters
from .refusals import PayError
from .world import BEIJING, World, rfc3339

# Between accepting and settling; the real one takes minutes to days.
SETTLE_SECONDS = 60
MOST_PARTS = 50
MOST_DAYS = 365

STATUS_TEXT = {
    "PROCESSING": "退款处理中",
    "SUCCESS": "退款成功",
    "ABNORMAL": "退款异常",
    "CLOSED": "退款关闭",
}
RECEIVED_ACCOUNT = "支付用户零钱"

_OUT_REFUND_NO = re.compile(r"[0-9A-Za-z_|*@-]{1,64}")
_COMPARED = ("transaction_id", "out_trade_no", "reason", "notify_url", "funds_account", "amount")


def _bad(name: str) -> PayError:
    return PayError(400, "PARAM_ERROR", f"参数错误：{name}")


def refund(world: World, parameters: Mapping[str, Any], *, signed_with: str) -> dict[str, Any]:
    """Accept a refund, or answer how the same one stands.

    Raises:
        PayError: unusable or changed parameters, an order without money to give
            back, or more than was paid.
    """
    _check(parameters)
    settle_due(world)
    text = json.dumps({k: parameters.get(k) for k in _COMPARED}, sort_keys=True)
    number = parameters["out_refund_no"]
    with world.ledger.write() as books:
        known = books.execute("SELECT * FROM refunds WHERE out_refund_no = ?", (number,)).fetchone()
        if known is None:
            order = _paid_order(books, parameters)
            _check_room(world, books, order, parameters["amount"])
            _insert(world, books, order, parameters, text=text, signed_with=signed_with)
        elif known["parameters"] != text:
            raise PayError(400, "INVALID_REQUEST", "订单号或金额与上次申请不一致")
    world.wake_notifier()
    return describe(find(world, number))


def _check(parameters: Mapping[str, Any]) -> None:
    number = parameters.get("out_refund_no")
    if not isinstance(number, str) or not _OUT_REFUND_NO.fullmatch(number):
        raise _bad("out_refund_no")
    if bool(parameters.get("transaction_id")) == bool(parameters.get("out_trade_no")):
        raise _bad("transaction_id 与 out_trade_no 二选一")
    reason = parameters.get("reason", "")
    if not isinstance(reason, str) or len(reason.encode()) > 80:
        raise _bad("reason")
    amount = parameters.get("amount")
    if not isinstance(amount, dict) or amount.get("currency") != "CNY":
        raise _bad("amount.currency")
    for name in ("refund", "total"):
        fen = amount.get(name)
        if isinstance(fen, bool) or not isinstance(fen, int) or fen < 1:
            raise _bad(f"amount.{name}")
    if parameters.get("notify_url") is not None:
        order_parameters.check_notify_url(parameters["notify_url"])


def _paid_order(books: sqlite3.Connection, parameters: Mapping[str, Any]) -> sqlite3.Row:
    order = books.execute(
        "SELECT * FROM orders WHERE out_trade_no = ? OR transaction_id = ?",
        (parameters.get("out_trade_no"), parameters.get("transaction_id")),
    ).fetchone()
    if order is None:
        raise PayError(404, "RESOURCE_NOT_EXISTS", "订单不存在")
    if order["state"] != "SUCCESS":
        raise PayError(400, "INVALID_REQUEST", "订单未支付，不能退款")
    return order


def _check_room(
    world: World, books: sqlite3.Connection, order: sqlite3.Row, amount: Mapping[str, Any]
) -> None:
    if amount["total"] != order["total"]:
        raise PayError(400, "INVALID_REQUEST", "订单金额与原订单不一致")
    if world.book_now() - order["success_at"] > MOST_DAYS * 86400:
        raise PayError(400, "INVALID_REQUEST", "订单已超过可退款的最大期限")
    given = books.execute(
        "SELECT count(*) AS parts, coalesce(sum(fen), 0) AS fen FROM refunds"
        " WHERE out_trade_no = ? AND status <> 'CLOSED'",
        (order["out_trade_no"],),
    ).fetchone()
    if given["fen"] + amount["refund"] > order["total"]:
        raise PayError(400, "INVALID_REQUEST", "累计退款金额大于订单金额")
    if given["parts"] >= MOST_PARTS:
        raise PayError(400, "INVALID_REQUEST", f"一笔订单最多退款{MOST_PARTS}次")
    if world.faults.take("refund.not_enough", "refund", order=order["out_trade_no"]):
        raise PayError(403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起")


def _insert(
    world: World,
    books: sqlite3.Connection,
    order: sqlite3.Row,
    parameters: Mapping[str, Any],
    *,
    text: str,
    signed_with: str,
) -> None:
    now = world.book_now()
    number = order["out_trade_no"]
    ends = world.faults.first(("refund.abnormal", "refund.closed"), "refund", order=number)
    slow = world.faults.take("refund.slow", "refund", order=number)
    stamp = datetime.fromtimestamp(now, BEIJING).strftime("%Y%m%d")
    refund_id = f"503{stamp}" + "".join(secrets.choice("0123456789") for _ in range(18))
    books.execute(
        "INSERT INTO refunds (out_refund_no, refund_id, out_trade_no, transaction_id, parameters,"
        " fen, total, reason, notify_url, signed_with, status, ends_as, created_at, settles_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PROCESSING', ?, ?, ?)",
        (
            parameters["out_refund_no"],
            refund_id,
            order["out_trade_no"],
            order["transaction_id"],
            text,
            parameters["amount"]["refund"],
            order["total"],
            parameters.get("reason", ""),
            parameters.get("notify_url") or "",
            signed_with,
            ends.name.removeprefix("refund.").upper() if ends else "SUCCESS",
            now,
            world.soon(slow.value if slow else SETTLE_SECONDS),
        ),
    )


def find(world: World, out_refund_no: str) -> dict[str, Any]:
    """Return the row of a refund as it stands now.

    Raises:
        PayError: there is none.
    """
    settle_due(world)
    row = world.ledger.row("SELECT * FROM refunds WHERE out_refund_no = ?", out_refund_no)
    if row is None:
        raise PayError(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
    return row


def settle_due(world: World) -> float | None:
    """Settle every refund whose time has come; return the moment of the next one."""
    now = world.book_now()
    for row in world.ledger.rows(
        "SELECT * FROM refunds WHERE status = 'PROCESSING' AND settles_at <= ? ORDER BY settles_at",
        now,
    ):
        _settle(world, row["out_refund_no"], row["ends_as"], moved_from=("PROCESSING",))
    soonest = world.ledger.row(
        "SELECT min(settles_at) AS at FROM refunds WHERE status = 'PROCESSING'"
    )
    return soonest["at"] if soonest else None


def settle_by_hand(world: World, out_refund_no: str, status: str) -> None:
    """End a refund now; an abnormal one by giving the money another way.

    Raises:
        PayError: unknown, or it has ended already.
    """
    find(world, out_refund_no)
    if not _settle(world, out_refund_no, status, moved_from=("PROCESSING", "ABNORMAL")):
        raise PayError(400, "INVALID_REQUEST", "退款已结束")
    world.wake_notifier()


def _settle(world: World, number: str, status: str, *, moved_from: tuple[str, ...]) -> bool:
    success_at = world.book_now() if status == "SUCCESS" else None
    marks = ", ".join("?" * len(moved_from))
    with world.ledger.write() as books:
        settled = books.execute(
            "UPDATE refunds SET status = ?, success_at = ?"  # noqa: S608 - only question marks
            f" WHERE out_refund_no = ? AND status IN ({marks}) AND status <> ?",
            (status, success_at, number, *moved_from, status),
        )
        if settled.rowcount == 0:
            return False
        row = books.execute("SELECT * FROM refunds WHERE out_refund_no = ?", (number,)).fetchone()
        if row["notify_url"]:
            deliveries.queue(
                world,
                books,
                order=row,
                resource=_notified(world, row),
                event_type=f"REFUND.{status}",
                summary=STATUS_TEXT[status],
                original_type="refund",
            )
    return True


def _amount(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "total": row["total"],
        "refund": row["fen"],
        "payer_total": row["total"],
        "payer_refund": row["fen"],
    }


def _success_time(row: Mapping[str, Any]) -> dict[str, str]:
    return {"success_time": rfc3339(row["success_at"])} if row["success_at"] else {}


def _numbers(row: Mapping[str, Any]) -> dict[str, str]:
    named = ("refund_id", "out_refund_no", "transaction_id", "out_trade_no")
    return {name: row[name] for name in named}


def _notified(world: World, row: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a refund as its notification does."""
    return {
        "mchid": world.identity.mchid,
        **_numbers(row),
        "refund_status": row["status"],
        **_success_time(row),
        "user_received_account": RECEIVED_ACCOUNT,
        "amount": _amount(row),
    }


def describe(row: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a refund as the call and the query do."""
    return {
        **_numbers(row),
        "channel": "ORIGINAL",
        "user_received_account": RECEIVED_ACCOUNT,
        "create_time": rfc3339(row["created_at"]),
        **_success_time(row),
        "status": row["status"],
        "funds_account": "AVAILABLE",
        "amount": {
            **_amount(row),
            "settlement_total": row["total"],
            "settlement_refund": row["fen"],
            "discount_refund": 0,
            "currency": "CNY",
        },
        "promotion_detail": [],
    }
