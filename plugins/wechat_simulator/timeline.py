"""What has happened to one order, in order of time, for the person at the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .known_faults import KNOWN
from .refunds import STATUS_TEXT
from .world import World

DELIVERY_TEXT = {"due": "待投递", "delivered": "已送达", "given_up": "已放弃", "lost": "已丢失"}
EVENT_TEXT = {
    "TRANSACTION.SUCCESS": "支付通知",
    "REFUND.SUCCESS": "退款到账通知",
    "REFUND.ABNORMAL": "退款异常通知",
    "REFUND.CLOSED": "退款关闭通知",
    "trade_manage_remind_shipping": "推送：提醒发货",
    "trade_manage_order_settlement": "推送：发货与结算",
}
_DELIVERY_MOOD = {"due": "wait", "delivered": "good", "given_up": "bad", "lost": "bad"}
_STATUS_MOOD = {"SUCCESS": "good", "PROCESSING": "wait", "ABNORMAL": "bad", "CLOSED": "bad"}
_RESULT_TEXT = {
    "PENDING": "处理中",
    "PROCESSING": "处理中",
    "SUCCESS": "成功",
    "CLOSED": "已关闭",
    "FAILED": "失败",
}
_BY_TEXT = {"hand": "手动布置", "request": "随请求而来", "random": "随机"}
_METHOD_TEXT = {1: "到期自动确认", 2: "买家确认"}
PREPAY_LIFE = 7200


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, a mark of one character, what, and how it went.

    Attributes:
        mood: `good`, `wait`, `bad`, `fault`, or empty.
    """

    at: float
    mark: str
    title: str
    note: str = ""
    mood: str = ""


def timeline(world: World, order: Mapping[str, Any]) -> list[Event]:
    """Return the story of an order, oldest first."""
    number = order["out_trade_no"]
    events = [
        *_payment(world, order),
        *_notifications(world, number),
        *_refunds(world, number),
        *_travel(world, order),
        *_shares(world, number),
        *_pushes(world, number),
        *_faults(world, number),
    ]
    return sorted(events, key=lambda event: event.at)


def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _payment(world: World, order: Mapping[str, Any]) -> Iterable[Event]:
    prepays = world.ledger.rows(
        "SELECT * FROM prepays WHERE out_trade_no = ? ORDER BY expires_at", order["out_trade_no"]
    )
    for index, prepay in enumerate(prepays):
        title = "再次预支付" if index else "预支付"
        yield Event(prepay["expires_at"] - PREPAY_LIFE, "单", title, prepay["prepay_id"])
    if order["success_at"]:
        note = f"¥{yuan(order['total'])} · {order['transaction_id']}"
        yield Event(order["success_at"], "付", "买家支付", note, "good")
    if order["thawed_at"]:
        yield Event(order["thawed_at"], "分", "分账资金解冻")


def _notifications(world: World, number: str) -> Iterable[Event]:
    rows = world.ledger.rows("SELECT * FROM deliveries WHERE out_trade_no = ? ORDER BY id", number)
    for row in rows:
        yield _sent(row, "通", EVENT_TEXT.get(row["event_type"], row["event_type"]))


def _pushes(world: World, number: str) -> Iterable[Event]:
    for row in world.ledger.rows("SELECT * FROM pushes WHERE out_trade_no = ? ORDER BY id", number):
        yield _sent(row, "推", EVENT_TEXT.get(row["event"], row["event"]))


def _sent(row: Mapping[str, Any], mark: str, title: str) -> Event:
    notes = [DELIVERY_TEXT[row["state"]]]
    if row["attempts"]:
        notes.append(f"投递 {row['attempts']} 次")
        notes.append(f"应答 {row['last_status']}" if row["last_status"] else "无应答")
    return Event(row["due_at"], mark, title, " · ".join(notes), _DELIVERY_MOOD[row["state"]])


def _refunds(world: World, number: str) -> Iterable[Event]:
    rows = world.ledger.rows(
        "SELECT * FROM refunds WHERE out_trade_no = ? ORDER BY created_at", number
    )
    for row in rows:
        note = f"¥{yuan(row['fen'])} · {row['reason'] or '未说明原因'} · {row['out_refund_no']}"
        yield Event(row["created_at"], "退", "申请退款", note, "wait")
        if row["status"] != "PROCESSING":
            at = row["success_at"] or row["settles_at"]
            title, mood = STATUS_TEXT[row["status"]], _STATUS_MOOD[row["status"]]
            yield Event(at, "退", title, f"¥{yuan(row['fen'])}", mood)


def _travel(world: World, order: Mapping[str, Any]) -> Iterable[Event]:
    row = world.ledger.row(
        "SELECT * FROM shipments WHERE transaction_id = ?", order["transaction_id"]
    )
    if row is None:
        return
    if row["shipped_at"]:
        note = "已更正一次" if row["uploads"] > 1 else ""
        yield Event(row["shipped_at"], "货", "商户发货", note)
    if row["confirmed_at"]:
        note = _METHOD_TEXT.get(row["confirm_method"], "")
        yield Event(row["confirmed_at"], "货", "确认收货", note, "good")
    elif row["confirms_at"]:
        yield Event(row["confirms_at"], "货", "将自动确认收货", mood="wait")
    if row["settled_at"]:
        yield Event(row["settled_at"], "结", "资金结算", mood="good")
    elif row["settles_at"]:
        yield Event(row["settles_at"], "结", "将结算", mood="wait")


def _shares(world: World, number: str) -> Iterable[Event]:
    rows = world.ledger.rows(
        "SELECT splits.kind, splits.created_at, split_receivers.* FROM splits"
        " JOIN split_receivers USING (out_order_no) WHERE out_trade_no = ?"
        " ORDER BY split_receivers.rowid",
        number,
    )
    for row in rows:
        title = "分账" if row["kind"] == "split" else "解冻剩余资金"
        failed = f" · {row['fail_reason']}" if row["result"] == "CLOSED" else ""
        note = f"¥{yuan(row['amount'])} → {row['account']} · {_RESULT_TEXT[row['result']]}{failed}"
        mood = {"PENDING": "wait", "SUCCESS": "good", "CLOSED": "bad"}[row["result"]]
        yield Event(row["finished_at"] or row["created_at"], "分", title, note, mood)
    returns = world.ledger.rows(
        "SELECT split_returns.* FROM split_returns JOIN splits USING (out_order_no)"
        " WHERE out_trade_no = ?",
        number,
    )
    for row in returns:
        note = f"¥{yuan(row['amount'])} ← {row['return_mchid']} · {_RESULT_TEXT[row['result']]}"
        mood = {"PROCESSING": "wait", "SUCCESS": "good", "FAILED": "bad"}[row["result"]]
        yield Event(row["finished_at"] or row["created_at"], "分", "分账回退", note, mood)


def _faults(world: World, number: str) -> Iterable[Event]:
    for fault in world.faults.history(order=number):
        where = f" · {fault['operation']}" if fault["operation"] else ""
        note = f"{_BY_TEXT[fault['by']]}{where}"
        yield Event(fault["at"], "障", KNOWN[fault["name"]].title, note, "fault")
