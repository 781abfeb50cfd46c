"""Bills: signed questions, and a file that is not signed."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, jsonify, request

from . import bill_files, bills
from .api_pay import Answer, call, check_signature, the_world
from .refusals import PayError
from .world import World

blueprint = Blueprint("bills", __name__)


@blueprint.get("/v3/bill/tradebill")
@call("bill_trade")
def trade_bill(world: World) -> Answer:
    bill_type = request.args.get("bill_type", "ALL")
    if bill_type not in bills.BILL_TYPES:
        raise PayError(400, "PARAM_ERROR", "参数错误：bill_type")
    return _offer(world, lambda day: bills.trade_bill(world, day=day, bill_type=bill_type))


@blueprint.get("/v3/bill/fundflowbill")
@call("bill_funds")
def fund_bill(world: World) -> Answer:
    account = request.args.get("account_type", "BASIC")
    if account not in ("BASIC", "OPERATION", "FEES"):
        raise PayError(400, "PARAM_ERROR", "参数错误：account_type")
    if account != "BASIC":
        # This merchant has one account; the two others never move.
        raise bill_files.no_statement()
    return _offer(world, lambda day: bills.fund_bill(world, day=day))


@blueprint.get("/v3/profitsharing/bills")
@call("bill_shares")
def share_bill(world: World) -> Answer:
    return _offer(world, lambda day: bills.share_bill(world, day=day))


@blueprint.get("/v3/billdownload/file")
def download() -> Response | tuple[Response, int]:
    world = the_world()
    try:
        check_signature(world)
        content = bill_files.offered(world, token=request.args.get("token", ""))
    except PayError as refused:
        return jsonify(code=refused.code, message=refused.message), refused.status
    return Response(content, content_type="application/octet-stream")


def _offer(world: World, write: Callable[[date], bytes]) -> Answer:
    if world.faults.take("bill.creating"):
        raise PayError(400, "STATEMENT_CREATING", "账单生成中，请稍后再试")
    return 200, bill_files.offer(
        world,
        bill=write(_day()),
        tar_type=request.args.get("tar_type"),
        address=request.host_url.rstrip("/"),
    )


def _day() -> date:
    try:
        return date.fromisoformat(request.args.get("bill_date", ""))
    except ValueError:
        raise PayError(400, "PARAM_ERROR", "参数错误：bill_date") from None
