"""WeChat's orders: opened, paid, closed. Every change is one transaction."""

import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from . import deliveries
from .order_parameters import check, pay_before, payer
from .people import openid_in, user_create
from .refusals import PayError
from .world import BEIJING, World, rfc3339

PREPAY_SECONDS = 2 * 3600
# A merchant who has not shipped by then is reminded.
REMIND_SECONDS = 2 * 86400
# Money kept for profit sharing is let go by itself after this.
THAW_SECONDS = 30 * 86400

STATE_TEXT = {"NOTPAY": "订单未支付", "SUCCESS": "支付成功", "CLOSED": "订单已关闭"}
REFUND_TEXT = "转入退款"

JSAPI, NATIVE = "JSAPI", "NATIVE"
CODE_PREFIX = "weixin://wxpay/bizpayurl?pr="
# Read by WeChat on the first call only, so a repetition may bring another.
_FIRST_CALL_ONLY = ("time_expire",)


NOT_EXIST = PayError(404, "ORDER_NOT_EXIST", "订单不存在")
CLOSED = PayError(400, "ORDER_CLOSED", "订单已关闭")
PAID = PayError(400, "ORDERPAID", "该订单已支付")


def prepay(
    world: World, parameters: Mapping[str, Any], *, signed_with: str, trade_type: str = JSAPI
) -> str:
    """Open an order, or open the same one again; return a new prepay id, or Native's code.

    Raises:
        PayError: unusable parameters, other parameters than the first time,
            or an order that has ended.
    """
    check(world, parameters)
    person = payer(world, parameters) if trade_type == JSAPI else None
    if world.faults.take("prepay.openid_mismatch", "prepay", order=parameters["out_trade_no"]):
        raise PayError(500, "OPENID_MISMATCH", "openid和appid不匹配")
    now = world.book_now()
    fixed = {k: v for k, v in parameters.items() if k not in _FIRST_CALL_ONLY}
    if trade_type != JSAPI:
        fixed["trade_type"] = trade_type
    text = json.dumps(fixed, sort_keys=True, ensure_ascii=False)
    number = parameters["out_trade_no"]
    with world.ledger.write() as books:
        known = books.execute("SELECT * FROM orders WHERE out_trade_no = ?", (number,)).fetchone()
        if known is None:
            books.execute(
                "INSERT INTO orders (out_trade_no, parameters, description, attach, openid,"
                " total, notify_url, signed_with, created_at, pay_before, state,"
                " trade_type, appid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'NOTPAY', ?, ?)",
                (
                    number,
                    text,
                    parameters["description"],
                    parameters.get("attach", ""),
                    person,
                    parameters["amount"]["total"],
                    parameters["notify_url"],
                    signed_with,
                    now,
                    pay_before(parameters, now, ahead=world.ahead),
                    trade_type,
                    parameters["appid"],
                ),
            )
        else:
            _check_repeated(known, text)
        prepay_id = _new_prepay_id(trade_type, now)
        books.execute(
            "INSERT INTO prepays VALUES (?, ?, ?)", (prepay_id, number, now + PREPAY_SECONDS)
        )
    return prepay_id


def _new_prepay_id(trade_type: str, now: float) -> str:
    if trade_type == NATIVE:
        return f"{CODE_PREFIX}{secrets.token_urlsafe(7)}"
    return f"wx{datetime.fromtimestamp(now, BEIJING):%d%H%M%S}{secrets.token_hex(13)}"


def _check_repeated(known: sqlite3.Row, text: str) -> None:
    if known["state"] == "CLOSED":
        raise CLOSED
    if known["state"] == "SUCCESS":
        raise PAID
    if known["parameters"] != text:
        raise PayError(400, "INVALID_REQUEST", "201 商户订单号重复")


def find(world: World, *, out_trade_no: str = "", transaction_id: str = "") -> dict[str, Any]:
    """Return the row of an order.

    Raises:
        PayError: there is none.
    """
    row = world.ledger.row(
        "SELECT * FROM orders WHERE out_trade_no = ? OR transaction_id = ?",
        out_trade_no,
        transaction_id or None,
    )
    if row is None:
        raise NOT_EXIST
    return row


def transaction(world: World, order: Mapping[str, Any]) -> dict[str, Any]:
    """Describe an order as query and notification do."""
    appid = order["appid"] or world.identity.appid
    described: dict[str, Any] = {
        "appid": appid,
        "mchid": world.identity.mchid,
        "out_trade_no": order["out_trade_no"],
        "trade_state": order["state"],
        "trade_state_desc": STATE_TEXT[order["state"]],
        "attach": order["attach"],
        "promotion_detail": [],
        "amount": {"total": order["total"], "currency": "CNY", "payer_currency": "CNY"},
    }
    if order["state"] == "SUCCESS":
        if _has_refund(world, order["out_trade_no"]):
            described |= {"trade_state": "REFUND", "trade_state_desc": REFUND_TEXT}
        described |= {
            "transaction_id": order["transaction_id"],
            "trade_type": order["trade_type"],
            "bank_type": "OTHERS",
            "success_time": rfc3339(order["success_at"]),
            "payer": {"openid": openid_in(world, order["openid"], appid=appid)},
        }
        described["amount"]["payer_total"] = order["total"]
    return described


def _has_refund(world: World, out_trade_no: str) -> bool:
    # “A refund exists”, whatever became of it: the state says no more than that.
    row = world.ledger.row("SELECT 1 FROM refunds WHERE out_trade_no = ? LIMIT 1", out_trade_no)
    return row is not None


def close(world: World, out_trade_no: str) -> None:
    """Close an unpaid order for good.

    Raises:
        PayError: unknown, paid or closed already.
    """
    find(world, out_trade_no=out_trade_no)
    with world.ledger.write() as books:
        closed = books.execute(
            "UPDATE orders SET state = 'CLOSED' WHERE out_trade_no = ? AND state = 'NOTPAY'",
            (out_trade_no,),
        )
    if closed.rowcount == 0:
        state = find(world, out_trade_no=out_trade_no)["state"]
        raise PAID if state == "SUCCESS" else CLOSED


def pay(world: World, out_trade_no: str, *, person: str = "") -> dict[str, Any]:
    """Take the buyer's money and put the notification on its way.

    Args:
        person: who scanned a Native order's code; somebody new when not named.

    Raises:
        PayError: unknown, expired, paid or closed.
    """
    if not person and find(world, out_trade_no=out_trade_no)["openid"] is None:
        person = user_create(world, nickname="扫码的人")
    now = world.book_now()
    number = "42000" + datetime.fromtimestamp(now, BEIJING).strftime("%Y%m%d%H%M%S")
    number += "".join(secrets.choice("0123456789") for _ in range(9))
    with world.ledger.write() as books:
        paid = books.execute(
            "UPDATE orders SET state = 'SUCCESS', transaction_id = ?, success_at = ?,"
            " openid = coalesce(openid, ?),"
            " remind_at = ?, thaws_at ="
            " CASE WHEN json_extract(parameters, '$.settle_info.profit_sharing') THEN ? END"
            " WHERE out_trade_no = ? AND state = 'NOTPAY' AND pay_before > ?",
            (
                number,
                now,
                person or None,
                world.soon(REMIND_SECONDS),
                world.soon(THAW_SECONDS),
                out_trade_no,
                now,
            ),
        )
        order = books.execute(
            "SELECT * FROM orders WHERE out_trade_no = ?", (out_trade_no,)
        ).fetchone()
        _check_paid(order, changed=paid.rowcount == 1)
        deliveries.queue(world, books, order=order, resource=transaction(world, order))
    world.wake_notifier()
    return dict(order)


def _check_paid(order: sqlite3.Row | None, *, changed: bool) -> None:
    if order is None:
        raise NOT_EXIST
    if changed:
        return
    if order["state"] == "SUCCESS":
        raise PAID
    if order["state"] == "CLOSED":
        raise CLOSED
    raise PayError(400, "TIME_EXPIRED", "订单已过支付时间")


def order_of_prepay(world: World, prepay_id: str) -> dict[str, Any]:
    """Return the order behind a prepay id or a code that still lives.

    Raises:
        PayError: the id is unknown or older than two hours.
    """
    row = world.ledger.row(
        "SELECT orders.* FROM prepays JOIN orders USING (out_trade_no)"
        " WHERE prepay_id = ? AND expires_at > ?",
        prepay_id,
        world.book_now(),
    )
    if row is None:
        raise PayError(400, "PREPAY_EXPIRED", "预支付交易会话已失效")
    return row


def order_of_code(world: World, code_url: str) -> dict[str, Any]:
    """Return the Native order whose code was scanned.

    Raises:
        PayError: it is no code of WeChat Pay, or an old one.
    """
    if not code_url.startswith(CODE_PREFIX):
        raise PayError(400, "PARAM_ERROR", "这不是微信支付的二维码 / no code of WeChat Pay")
    return order_of_prepay(world, code_url)
