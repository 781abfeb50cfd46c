"""The pages at `/sim/`: a person sees WeChat's orders, and each one's story."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound

from . import shipments
from .api_ledger import catch_up
from .known_faults import KNOWN
from .orders import STATE_TEXT
from .page_actions import WAYS_TO_PAY, WAYS_TO_SETTLE
from .refunds import STATUS_TEXT
from .timeline import timeline, yuan
from .world import BEIJING, World

blueprint = Blueprint("page", __name__)
blueprint.add_app_template_filter(yuan)

SHOWN = 50
# What the list can be narrowed to: title and condition.
FILTERS = {
    "": ("全部", "1"),
    "unpaid": ("待支付", "orders.state = 'NOTPAY'"),
    "to-ship": ("待发货", "orders.state = 'SUCCESS' AND upload_time IS NULL"),
    "shipped": ("待收货", "upload_time IS NOT NULL AND confirmed_at IS NULL"),
    "confirmed": ("已收货", "confirmed_at IS NOT NULL"),
    "refunds": ("有退款", "out_trade_no IN (SELECT out_trade_no FROM refunds)"),
    "closed": ("已关闭", "orders.state = 'CLOSED'"),
}
# How an order is called at a glance, by WeChat's `order_state`.
TRAVEL_TEXT = {
    shipments.TO_SHIP: "待发货",
    shipments.SHIPPED: "待收货",
    shipments.CONFIRMED: "待结算",
    shipments.SETTLED: "已结算",
    shipments.REFUNDED: "已全额退款",
}
UNPAID_TEXT = {"NOTPAY": "待支付", "CLOSED": "已关闭"}
FAULT_PLACES = {
    "notification": "支付通知",
    "answer": "应答签名",
    "call": "接口",
    "prepay": "下单",
    "refund": "退款",
    "bill": "账单",
    "shipping": "发货管理",
    "split": "分账",
    "split_return": "分账回退",
    "push": "消息推送",
    "token": "凭证",
    "message": "订阅消息",
    "web_login": "网页授权",
}
# The pages need nothing from anywhere else.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def the_world() -> World:
    return current_app.extensions["world"]


@blueprint.after_request
def confine(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    return answer


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
    chosen = request.args.get("show", "")
    sought = request.args.get("q", "").strip()
    return render_template(
        "orders.html",
        identity=world.identity,
        orders=_orders(world, chosen=chosen if chosen in FILTERS else "", sought=sought),
        totals=_totals(world),
        filters={name: title for name, (title, _) in FILTERS.items()},
        chosen=chosen,
        sought=sought,
        said=_said(),
        **_control_room(world),
    )


@blueprint.get("/sim/orders/<out_trade_no>")
def order_page(out_trade_no: str) -> str:
    world = the_world()
    catch_up(world)
    found = _orders(world, number=out_trade_no)
    if not found:
        raise NotFound("没有这个订单")
    [order] = found
    return render_template(
        "order.html",
        identity=world.identity,
        order=order,
        events=timeline(world, order),
        refunds=world.ledger.rows(
            "SELECT * FROM refunds WHERE out_trade_no = ? ORDER BY created_at, rowid", out_trade_no
        ),
        refund_text=STATUS_TEXT,
        ways=WAYS_TO_PAY,
        ways_to_settle=WAYS_TO_SETTLE,
        said=_said(),
    )


def _said() -> str:
    return request.args.get("said", "")[:120]


def _orders(
    world: World, *, chosen: str = "", sought: str = "", number: str = ""
) -> list[dict[str, Any]]:
    like = f"%{sought}%"
    rows = world.ledger.rows(
        "SELECT orders.*, users.nickname, shipments.confirmed_at, shipments.settled_at,"  # noqa: S608 - ours
        " (SELECT count(*) FROM refunds WHERE refunds.out_trade_no = orders.out_trade_no)"
        " AS refund_count"
        " FROM orders LEFT JOIN users USING (openid) LEFT JOIN shipments USING (transaction_id)"
        f" WHERE {FILTERS[chosen][1]} AND (? = '' OR out_trade_no = ?)"
        " AND (? = '' OR out_trade_no LIKE ? OR description LIKE ? OR nickname LIKE ?)"
        " ORDER BY orders.created_at DESC, orders.rowid DESC LIMIT ?",
        *(number, number, sought, like, like, like, SHOWN),
    )
    return [_shown(world, row) for row in rows]


def _shown(world: World, order: dict[str, Any]) -> dict[str, Any]:
    paid = order["state"] == "SUCCESS"
    travel = shipments.state_of(world, order) if paid else None
    number = order["out_trade_no"]
    return {
        **order,
        "label": TRAVEL_TEXT[travel] if travel else UNPAID_TEXT[order["state"]],
        "look": {"NOTPAY": "wait", "CLOSED": "ended"}.get(
            order["state"], "ended" if travel == shipments.REFUNDED else "paid"
        ),
        "travel": travel,
        "too_late": order["pay_before"] <= world.book_now(),
        "faults": len(world.faults.history(order=number)),
    }


def _totals(world: World) -> dict[str, dict[str, int]]:
    rows = world.ledger.rows(
        "SELECT state, count(*) AS orders, sum(total) AS fen FROM orders GROUP BY state"
    )
    empty = {state: {"orders": 0, "fen": 0} for state in STATE_TEXT}
    known = {row["state"]: {"orders": row["orders"], "fen": row["fen"]} for row in rows}
    refunded = world.ledger.row(
        "SELECT count(*) AS orders, coalesce(sum(fen), 0) AS fen FROM refunds"
        " WHERE status = 'SUCCESS'"
    )
    shared = world.ledger.row(
        "SELECT count(*) AS orders, coalesce(sum(amount), 0) AS fen FROM split_receivers"
        " JOIN splits USING (out_order_no) WHERE kind = 'split' AND result = 'SUCCESS'"
    )
    nothing = {"orders": 0, "fen": 0}
    return {**empty, **known, "REFUNDED": refunded or nothing, "SHARED": shared or nothing}


def _control_room(world: World) -> dict[str, Any]:
    """Return what the panels beside the list show."""
    places: dict[str, list[Any]] = {}
    for fault in KNOWN.values():
        places.setdefault(FAULT_PLACES[fault.name.partition(".")[0]], []).append(fault)
    armed = [{**fault, "title": KNOWN[str(fault["name"])].title} for fault in world.faults.armed()]
    return {
        "places": places,
        "armed": armed,
        "random": world.faults.random_settings(),
        "happened": len(world.faults.history()),
        "known_count": len(KNOWN),
        "book_now": world.book_now(),
        "haste": world.haste,
        "ahead": world.ahead,
        "users": world.ledger.rows("SELECT * FROM users ORDER BY created_at DESC LIMIT 6"),
    }
