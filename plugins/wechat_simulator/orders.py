"""WeChat's orders: opened, paid, closed. Every change is one transaction."""

import json
import re
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from . import deliveries
from .people import openid_in, person_of, user_create
from .world import BEIJING, World, rfc3339

PREPAY_SECONDS = 2 * 3600
VALID_SECONDS = 7 * 86400
SHORTEST_SECONDS = 60
# A merchant who has not shipped by then is reminded.
REMIND_SECONDS = 2 * 86400
# Money kept for profit sharing is let go by itself after this.
THAW_SECONDS = 30 * 86400

STATE_TEXT = {"NOTPAY": "订单未支付", "SUCCESS": "支付成功", "CLOSED": "订单已关闭"}
REFUND_TEXT = "转入退款"

_OUT_TRADE_NO = re.compile(r"[0-9A-Za-z_|*-]{6,32}")
JSAPI, NATIVE = "JSAPI", "NATIVE"
CODE_PREFIX = "weixin://wxpay/bizpayurl?pr="
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Read by WeChat on the first call only, so a repetition may bring another.
_FIRST_CALL_ONLY = ("time_expire",)


class PayError(Exception):
    """A refusal in the form API v3 answers it."""

    def __init__(self, status: int, code: str, message: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        super().__init__(f"{status} {code} {message}")


NOT_EXIST = PayError(404, "ORDER_NOT_EXIST", "订单不存在")
CLOSED = PayError(400, "ORDER_CLOSED", "订单已关闭")
PAID = PayError(400, "ORDERPAID", "该订单已支付")


def _bad(name: str) -> PayError:
    return PayError(400, "PARAM_ERROR", f"参数错误：{name}")


def prepay(
    world: World, parameters: Mapping[str, Any], *, signed_with: str, trade_type: str = JSAPI
) -> str:
    """Open an order, or open the same one again; return a new prepay id, or Native's code.

    Raises:
        PayError: unusable parameters, other parameters than the first time,
            or an order that has ended.
    """
    _check(world, parameters)
    person = _payer(world, parameters) if trade_type == JSAPI else None
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
                    _pay_before(parameters, now, ahead=world.ahead),
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


def _check(world: World, parameters: Mapping[str, Any]) -> None:
    is_bound = parameters.get("appid") in world.identity.appids
    if not is_bound or parameters.get("mchid") != world.identity.mchid:
        raise PayError(400, "APPID_MCHID_NOT_MATCH", "appid 与 mchid 不匹配")
    description = parameters.get("description")
    if not isinstance(description, str) or not 1 <= len(description) <= 127:
        raise _bad("description")
    number = parameters.get("out_trade_no")
    if not isinstance(number, str) or not _OUT_TRADE_NO.fullmatch(number):
        raise _bad("out_trade_no")
    attach = parameters.get("attach", "")
    if not isinstance(attach, str) or len(attach) > 128:
        raise _bad("attach")
    _check_amount(parameters.get("amount"))
    check_notify_url(parameters.get("notify_url"))
    settle = parameters.get("settle_info", {})
    if not isinstance(settle, dict) or not isinstance(settle.get("profit_sharing", False), bool):
        raise _bad("settle_info.profit_sharing")


def _payer(world: World, parameters: Mapping[str, Any]) -> str:
    """Return the person whom the order's app knows by the openid given."""
    payer = parameters.get("payer")
    openid = str(payer.get("openid", "")) if isinstance(payer, dict) else ""
    person = person_of(world, openid, appid=parameters["appid"])
    if not person:
        raise _bad("payer.openid")
    return person


def _check_amount(amount: object) -> None:
    if not isinstance(amount, dict) or amount.get("currency", "CNY") != "CNY":
        raise _bad("amount")
    total = amount.get("total")
    if isinstance(total, bool) or not isinstance(total, int) or total < 1:
        raise _bad("amount.total")


def check_notify_url(url: object) -> None:
    """Accept an address on this machine without a query.

    Raises:
        PayError: any other.
    """
    if not isinstance(url, str) or len(url) > 255:
        raise _bad("notify_url")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise _bad("notify_url")
    # The real service demands https; a simulation never leaves the machine.
    if parts.hostname not in _LOOPBACK:
        raise _bad("notify_url（模拟器只通知本机地址）")


def _pay_before(parameters: Mapping[str, Any], now: float, *, ahead: float) -> float:
    """Return when payment ends in the books; the shop speaks of the machine's clock."""
    text = parameters.get("time_expire")
    if text is None:
        return now + VALID_SECONDS
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise _bad("time_expire") from None
    if moment.tzinfo is None:
        raise _bad("time_expire")
    return max(moment.timestamp() + ahead, now + SHORTEST_SECONDS)


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
