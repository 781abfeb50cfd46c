"""`/wxa/sec/order/…`: shipping management, and the buyer who confirms receipt."""

import json
from typing import Any

from flask import Blueprint

from . import settlement, shipments, shipping
from .api_mini import Answer, call, check_token, json_body
from .world import World

blueprint = Blueprint("shipping", __name__)

PAGE = 100
OK: Answer = {"errcode": 0, "errmsg": "ok"}


@blueprint.post("/wxa/sec/order/upload_shipping_info")
@call("shipping")
def upload_shipping_info(world: World) -> Answer:
    check_token(world)
    shipping.upload(world, json_body())
    return OK


@blueprint.post("/wxa/sec/order/get_order")
@call("shipping")
def get_order(world: World) -> Answer:
    check_token(world)
    return {**OK, "order": _described(world, shipments.order_of(world, _named(json_body())))}


@blueprint.post("/wxa/sec/order/get_order_list")
@call("shipping")
def get_order_list(world: World) -> Answer:
    check_token(world)
    body = json_body()
    after, most = str(body.get("last_index", "")), body.get("page_size", PAGE)
    if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= PAGE:
        raise shipping.bad("page_size")
    rows = world.ledger.rows(
        "SELECT * FROM orders WHERE state = 'SUCCESS' AND transaction_id > ?"
        " AND (? = '' OR openid = ?) ORDER BY transaction_id",
        *(after, body.get("openid", ""), body.get("openid", "")),
    )
    found = [_described(world, row) for row in rows]
    wanted = body.get("order_state")
    found = [order for order in found if wanted in (None, order["order_state"])]
    last = found[:most][-1]["transaction_id"] if found else after
    return {
        **OK,
        "last_index": last,
        "has_more": len(found) > most,
        "order_list": found[:most],
    }


def _described(world: World, order: dict[str, Any]) -> dict[str, Any]:
    shipment = shipments.shipment_of(world, order)
    told: dict[str, Any] = json.loads(shipment["content"]) if shipment else {}
    return {
        "transaction_id": order["transaction_id"],
        "merchant_id": world.identity.mchid,
        "merchant_trade_no": order["out_trade_no"],
        "openid": order["openid"],
        "description": order["description"],
        "paid_amount": order["total"],
        "pay_time": int(order["success_at"]),
        "order_state": shipments.state_of(world, order),
        "in_complaint": False,
        "shipping": {
            name: told[name]
            for name in ("delivery_mode", "logistics_type", "shipping_list")
            if name in told
        },
    }


@blueprint.post("/wxa/sec/order/is_trade_managed")
@call("shipping")
def is_trade_managed(world: World) -> Answer:
    check_token(world)
    return {**OK, "is_trade_managed": True}


@blueprint.post("/wxa/sec/order/is_trade_management_confirmation_completed")
@call("shipping")
def is_confirmation_completed(world: World) -> Answer:
    check_token(world)
    return {**OK, "completed": True}


@blueprint.post("/wxa/sec/order/notify_confirm_receive")
@call("shipping")
def notify_confirm_receive(world: World) -> Answer:
    check_token(world)
    shipping.remind_buyer(world, shipments.order_of(world, _named(json_body())))
    return OK


@blueprint.post("/sim/orders/<out_trade_no>/received")
@blueprint.post("/sim/orders/<out_trade_no>/confirm")
@call("received")
def confirm_by_hand(world: World, out_trade_no: str) -> Answer:
    """The buyer taps “确认收货”."""
    settlement.confirm(world, shipments.order_of(world, {"out_trade_no": out_trade_no}))
    return OK


@blueprint.post("/sim/orders/<out_trade_no>/settle")
@call("received")
def settle_by_hand(world: World, out_trade_no: str) -> Answer:
    """The day after has come for this one order."""
    settlement.settle_by_hand(world, shipments.order_of(world, {"out_trade_no": out_trade_no}))
    return OK


@blueprint.post("/sim/orders/<out_trade_no>/remind")
@call("received")
def remind_by_hand(world: World, out_trade_no: str) -> Answer:
    """WeChat asks the merchant where the goods are."""
    settlement.remind(world, shipments.order_of(world, {"out_trade_no": out_trade_no}))
    return OK


def _named(body: dict[str, Any]) -> dict[str, Any]:
    """Read the two names that these calls give a payment."""
    return {
        "transaction_id": body.get("transaction_id", ""),
        "out_trade_no": body.get("merchant_trade_no", ""),
    }
