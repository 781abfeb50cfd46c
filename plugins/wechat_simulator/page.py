"""The page at `/sim/`: a person plays the buyer, and WeChat's bad days."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from . import deliveries, orders, people, refunds
from .api_ledger import catch_up
from .faults import KNOWN
from .orders import STATE_TEXT, PayError
from .refunds import STATUS_TEXT
from .world import BEIJING, World

blueprint = Blueprint("page", __name__)

# Ways to pay that the page offers: button text and the fault armed with it.
WAYS_TO_PAY = {
    "pay": ("支付", ""),
    "pay-late": ("支付 · 通知迟到30秒", "notification.late"),
    "pay-duplicate": ("支付 · 通知重复", "notification.duplicate"),
    "pay-lost": ("支付 · 通知丢失", "notification.lost"),
}
# Ways to end a refund by hand; the second one can still be mended with the first.
WAYS_TO_SETTLE = {"success": "退款到账", "abnormal": "退款异常", "closed": "退款关闭"}
DELIVERY_TEXT = {"due": "待投递", "delivered": "已送达", "given_up": "已放弃", "lost": "已丢失"}
SHOWN = 50


def the_world() -> World:
    return current_app.extensions["world"]


@blueprint.app_template_filter("yuan")
def yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


@blueprint.app_template_filter("clock")
def clock(moment: float | None) -> str:
    if moment is None:
        return "—"
    return datetime.fromtimestamp(moment, BEIJING).strftime("%m-%d %H:%M:%S")


@blueprint.get("/")
def root() -> Any:
    return redirect(url_for("page.orders_page"))


@blueprint.get("/sim/")
def orders_page() -> str:
    world = the_world()
    catch_up(world)
    return render_template(
        "orders.html",
        identity=world.identity,
        orders=_orders(world),
        totals=_totals(world),
        users=world.ledger.rows("SELECT * FROM users ORDER BY created_at DESC LIMIT 8"),
        state_text=STATE_TEXT,
        delivery_text=DELIVERY_TEXT,
        refund_text=STATUS_TEXT,
        ways=WAYS_TO_PAY,
        ways_to_settle=WAYS_TO_SETTLE,
        known_faults=KNOWN.values(),
        armed=[
            {**fault, "title": KNOWN[str(fault["name"])].title} for fault in world.faults.armed()
        ],
        said=request.args.get("said", "")[:120],
    )


def _orders(world: World) -> list[dict[str, Any]]:
    found = world.ledger.rows(
        "SELECT orders.*, users.nickname FROM orders JOIN users USING (openid)"
        " ORDER BY orders.created_at DESC LIMIT ?",
        SHOWN,
    )
    sent: dict[str, list[dict[str, Any]]] = {}
    for row in world.ledger.rows("SELECT * FROM deliveries ORDER BY id DESC LIMIT ?", SHOWN * 4):
        sent.setdefault(row["out_trade_no"], []).insert(0, row)
    given_back: dict[str, list[dict[str, Any]]] = {}
    for row in world.ledger.rows("SELECT * FROM refunds ORDER BY created_at, rowid"):
        given_back.setdefault(row["out_trade_no"], []).append(row)
    now = world.book_now()
    return [
        {
            **order,
            "notifications": sent.get(order["out_trade_no"], []),
            "refunds": given_back.get(order["out_trade_no"], []),
            "too_late": order["pay_before"] <= now,
        }
        for order in found
    ]


def _totals(world: World) -> dict[str, dict[str, int]]:
    rows = world.ledger.rows(
        "SELECT state, count(*) AS orders, sum(total) AS fen FROM orders GROUP BY state"
    )
    empty = {state: {"orders": 0, "fen": 0} for state in STATE_TEXT}
    refunded = world.ledger.row(
        "SELECT count(*) AS orders, coalesce(sum(fen), 0) AS fen FROM refunds"
        " WHERE status = 'SUCCESS'"
    )
    known = {row["state"]: {"orders": row["orders"], "fen": row["fen"]} for row in rows}
    return {**empty, **known, "REFUNDED": refunded or {"orders": 0, "fen": 0}}


@blueprint.post("/sim/page/orders/<out_trade_no>/<action>")
def act(out_trade_no: str, action: str) -> Any:
    world = the_world()
    try:
        return _back(_act(world, out_trade_no, action))
    except PayError as refused:
        return _back(refused.message)


def _act(world: World, out_trade_no: str, action: str) -> str:
    if action in WAYS_TO_PAY:
        return _pay(world, out_trade_no, fault=WAYS_TO_PAY[action][1])
    if action == "refuse":
        orders.close(world, out_trade_no)
        return f"{out_trade_no} 已关闭"
    if action == "notify" and deliveries.queue_again(world, out_trade_no):
        return f"{out_trade_no} 再次通知"
    raise PayError(400, "UNKNOWN_ACTION", "没有可做的操作")


def _pay(world: World, out_trade_no: str, *, fault: str) -> str:
    # Not armed before the payment can succeed: it would hit another order.
    if orders.find(world, out_trade_no=out_trade_no)["state"] == "NOTPAY" and fault:
        world.faults.arm(fault)
    orders.pay(world, out_trade_no)
    return f"{out_trade_no} 已支付"


@blueprint.post("/sim/page/refunds/<out_refund_no>/<way>")
def settle(out_refund_no: str, way: str) -> Any:
    if way not in WAYS_TO_SETTLE:
        return _back("没有可做的操作")
    try:
        refunds.settle_by_hand(the_world(), out_refund_no, way.upper())
    except PayError as refused:
        return _back(refused.message)
    return _back(f"{out_refund_no} {WAYS_TO_SETTLE[way]}")


@blueprint.post("/sim/page/faults")
def arm() -> Any:
    name = request.form.get("name", "")
    if name not in KNOWN:
        return _back("没有这种故障")
    the_world().faults.arm(name)
    return _back(f"下一次将发生：{KNOWN[name].title}")


@blueprint.post("/sim/page/faults/clear")
def clear() -> Any:
    the_world().faults.clear()
    return _back("故障已清除")


@blueprint.post("/sim/page/users")
def user_create() -> Any:
    world = the_world()
    openid = people.user_create(world, nickname=request.form.get("nickname", "").strip()[:20])
    code = people.code_create(world, openid=openid, purpose="login")
    return _back(f"新用户 {openid}，登录码 {code}")


def _back(said: str) -> Response:
    return redirect(url_for("page.orders_page", said=said), code=303)  # type: ignore[return-value]
