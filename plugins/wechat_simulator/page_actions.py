"""The buttons of the pages at `/sim/`."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from . import clock, deliveries, orders, people, refunds, settlement, shipments
from .known_faults import KNOWN
from .people import Refused
from .random_faults import random_faults
from .refusals import PayError
from .world import World

blueprint = Blueprint("page_actions", __name__, url_prefix="/sim/page")

# Ways to pay that the page offers: button text and the fault that goes with it.
WAYS_TO_PAY = {
    "pay": ("支付", ""),
    "pay-late": ("支付 · 通知迟到30秒", "notification.late"),
    "pay-duplicate": ("支付 · 通知重复", "notification.duplicate"),
    "pay-lost": ("支付 · 通知丢失", "notification.lost"),
}
# Ways to end a refund by hand; the second one can still be mended with the first.
WAYS_TO_SETTLE = {"success": "退款到账", "abnormal": "退款异常", "closed": "退款关闭"}


def the_world() -> World:
    return current_app.extensions["world"]


@blueprint.post("/orders/<out_trade_no>/<action>")
def act(out_trade_no: str, action: str) -> Any:
    try:
        said = _act(the_world(), out_trade_no, action)
    except PayError as refused:
        said = refused.message
    except Refused as refused:
        said = refused.errmsg
    return _back(said, out_trade_no=out_trade_no)


def _act(world: World, out_trade_no: str, action: str) -> str:
    if action in WAYS_TO_PAY:
        with world.faults.at_hand(WAYS_TO_PAY[action][1]):
            orders.pay(world, out_trade_no)
        return "已支付"
    if action == "refuse":
        orders.close(world, out_trade_no)
        return "已拒付，订单关闭"
    if action == "notify" and deliveries.queue_again(world, out_trade_no):
        return "再次通知"
    hands: dict[str, tuple[Callable[..., None], str]] = {
        "confirm": (settlement.confirm, "买家已确认收货"),
        "settle": (settlement.settle_by_hand, "资金已结算"),
        "remind": (settlement.remind, "已推送发货提醒"),
    }
    if action not in hands:
        raise PayError(400, "UNKNOWN_ACTION", "没有可做的操作")
    does, said = hands[action]
    does(world, shipments.order_of(world, {"out_trade_no": out_trade_no}))
    return said


@blueprint.post("/refunds/<out_refund_no>/<way>")
def settle(out_refund_no: str, way: str) -> Any:
    if way not in WAYS_TO_SETTLE:
        return _back("没有可做的操作")
    try:
        number = refunds.find(the_world(), out_refund_no)["out_trade_no"]
    except PayError as refused:
        return _back(refused.message)
    try:
        refunds.settle_by_hand(the_world(), out_refund_no, way.upper())
    except PayError as refused:
        return _back(refused.message, out_trade_no=number)
    return _back(WAYS_TO_SETTLE[way], out_trade_no=number)


@blueprint.post("/faults")
def arm() -> Any:
    name = request.form.get("name", "")
    if name not in KNOWN:
        return _back("没有这种故障")
    try:
        times = int(request.form.get("times") or 1)
        value = float(request.form["value"]) if request.form.get("value") else None
    except ValueError:
        return _back("次数和秒数须是数字")
    the_world().faults.arm(name, times=times, value=value)
    return _back(f"下一次将发生：{KNOWN[name].title}")


@blueprint.post("/faults/clear")
def clear() -> Any:
    the_world().faults.clear()
    return _back("故障已清除")


@blueprint.post("/random")
def random_on() -> Any:
    most = request.form.get("most")
    try:
        mode = random_faults(
            seed=int(request.form.get("seed", "")),
            rate=float(request.form.get("percent", "")) / 100,
            most=int(most) if most else None,
        )
    except ValueError:
        return _back("种子须是整数，概率须在 0 到 100 之间")
    the_world().faults.randomize(mode)
    return _back(f"随机故障已开启：种子 {mode.seed}")


@blueprint.post("/random/off")
def random_off() -> Any:
    the_world().faults.randomize(None)
    return _back("随机故障已关闭")


@blueprint.post("/clock/haste")
def haste() -> Any:
    return _move(clock.set_haste, request.form.get("haste", ""), "快慢已改")


@blueprint.post("/clock/advance")
def advance() -> Any:
    return _move(clock.advance, request.form.get("seconds", ""), "时钟已拨快")


def _move(does: Callable[[World, float], None], text: str, said: str) -> Any:
    try:
        does(the_world(), float(text))
    except ValueError:
        return _back("须是大于零的数")
    return _back(said)


@blueprint.post("/users")
def user_create() -> Any:
    world = the_world()
    openid = people.user_create(world, nickname=request.form.get("nickname", "").strip()[:20])
    code = people.code_create(world, openid=openid, purpose="login")
    return _back(f"新用户 {openid}，登录码 {code}")


def _back(said: str, *, out_trade_no: str = "") -> Any:
    """Show the page again with what was done; the order's own page if there is one."""
    exists = out_trade_no and the_world().ledger.row(
        "SELECT 1 FROM orders WHERE out_trade_no = ?", out_trade_no
    )
    address = (
        url_for("page.order_page", out_trade_no=out_trade_no, said=said)
        if exists
        else url_for("page.orders_page", said=said)
    )
    return redirect(address, code=303)
