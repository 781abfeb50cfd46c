"""Bills: two signed questions, and a file that is not signed."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, jsonify, request

from . import bills
from .api_pay import Answer, call, check_signature, the_world
from .orders import PayError
from .world import World

blueprint = Blueprint("bills", __name__)


@blueprint.get("/v3/bill/tradebill")
@call("bill_trade")
def trade_bill(world: World) -> Answer:
    if request.args.get("bill_type", "ALL") != "ALL":
        raise PayError(400, "PARAM_ERROR", "模拟器只有 bill_type=ALL")
    return _offer(world, bills.trade_bill)


@blueprint.get("/v3/bill/fundflowbill")
@call("bill_funds")
def fund_bill(world: World) -> Answer:
    if request.args.get("account_type", "BASIC") != "BASIC":
        raise PayError(400, "PARAM_ERROR", "模拟器只有 account_type=BASIC")
    return _offer(world, bills.fund_bill)


@blueprint.get("/v3/billdownload/file")
def download() -> Response | tuple[Response, int]:
    world = the_world()
    try:
        check_signature(world)
        content = bills.offered(world, token=request.args.get("token", ""))
    except PayError as refused:
        return jsonify(code=refused.code, message=refused.message), refused.status
    return Response(content, content_type="application/octet-stream")


def _offer(world: World, write: Callable[..., bytes]) -> Answer:
    if world.faults.take("bill.creating"):
        raise PayError(400, "STATEMENT_CREATING", "账单生成中，请稍后再试")
    return 200, bills.offer(
        world,
        bill=write(world, day=_day()),
        tar_type=request.args.get("tar_type"),
        address=request.host_url.rstrip("/"),
    )


def _day() -> date:
    try:
        return date.fromisoformat(request.args.get("bill_date", ""))
    except ValueError:
        raise PayError(400, "PARAM_ERROR", "参数错误：bill_date") from None
