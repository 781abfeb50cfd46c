"""`/v3/profitsharing/…`: receivers, splits, returns."""

from flask import Blueprint, request

from . import receivers, split_returns, split_room, splits
from .api_pay import Answer, call, json_body
from .refusals import bad
from .world import World

blueprint = Blueprint("shares", __name__)


def _serial() -> str:
    return request.headers.get("Wechatpay-Serial", "")


@blueprint.post("/v3/profitsharing/receivers/add")
@call("receiver")
def receiver_add(world: World) -> Answer:
    return 200, receivers.add(world, json_body(), serial=_serial())


@blueprint.post("/v3/profitsharing/receivers/delete")
@call("receiver")
def receiver_delete(world: World) -> Answer:
    return 200, receivers.delete(world, json_body())


@blueprint.post("/v3/profitsharing/orders")
@call("split")
def split(world: World) -> Answer:
    return 200, splits.split(world, json_body(), serial=_serial())


@blueprint.post("/v3/profitsharing/orders/unfreeze")
@call("unfreeze")
def unfreeze(world: World) -> Answer:
    return 200, splits.unfreeze(world, json_body())


@blueprint.get("/v3/profitsharing/orders/<out_order_no>")
@call("split_query")
def split_query(world: World, out_order_no: str) -> Answer:
    transaction_id = request.args.get("transaction_id", "")
    if not transaction_id:
        raise bad("transaction_id")
    return 200, splits.find(world, out_order_no, transaction_id=transaction_id)


@blueprint.post("/v3/profitsharing/return-orders")
@call("split_return")
def give_back(world: World) -> Answer:
    return 200, split_returns.give_back(world, json_body())


@blueprint.get("/v3/profitsharing/return-orders/<out_return_no>")
@call("split_return_query")
def return_query(world: World, out_return_no: str) -> Answer:
    out_order_no = request.args.get("out_order_no", "")
    if not out_order_no:
        raise bad("out_order_no")
    return 200, split_returns.find(world, out_return_no, out_order_no=out_order_no)


@blueprint.get("/v3/profitsharing/transactions/<transaction_id>/amounts")
@call("split_amount")
def unsplit_amount(world: World, transaction_id: str) -> Answer:
    fen = split_room.unsplit(world, transaction_id)
    return 200, {"transaction_id": transaction_id, "unsplit_amount": fen}
