"""`/sim/ledger`: WeChat's own books, to be held against the shop's."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify

from . import refunds, settlement, shipments, split_returns, splits
from .api_sim import the_world
from .world import World

blueprint = Blueprint("ledger", __name__, url_prefix="/sim/ledger")


@blueprint.get("")
def ledger() -> Response:
    world = the_world()
    catch_up(world)
    orders = _orders(world)
    given_back = world.ledger.rows(
        "SELECT out_refund_no, refund_id, out_trade_no, transaction_id, fen, total, reason,"
        " status, created_at, success_at FROM refunds ORDER BY created_at, rowid"
    )
    return jsonify(
        orders=orders,
        paid=_sum("orders", [order["total"] for order in orders if order["state"] == "SUCCESS"]),
        refunds=given_back,
        refunded=_sum("refunds", [row["fen"] for row in given_back if row["status"] == "SUCCESS"]),
        notifications=world.ledger.rows(
            "SELECT event_id, event_type, out_trade_no, state, attempts, last_status, due_at"
            " FROM deliveries ORDER BY id"
        ),
        messages=world.ledger.rows("SELECT * FROM messages ORDER BY id"),
        pushes=[
            {**push, "content": json.loads(push["content"])}
            for push in world.ledger.rows("SELECT * FROM pushes ORDER BY id")
        ],
        **_shares(world),
    )


def catch_up(world: World) -> None:
    """Let happen in the books what is due, before they are read."""
    refunds.settle_due(world)
    settlement.settle_due(world)
    splits.finish_due(world)
    split_returns.finish_due(world)


def _orders(world: World) -> list[dict[str, Any]]:
    """Return every order with how its goods travel and the faults it has met."""
    orders = world.ledger.rows(
        "SELECT out_trade_no, transaction_id, state, total, description, created_at, success_at,"
        " thawed_at FROM orders ORDER BY created_at, rowid"
    )
    faults: dict[str, list[dict[str, Any]]] = {}
    for fault in world.faults.history():
        faults.setdefault(fault["order"], []).append(fault)
    for order in orders:
        paid = order["state"] == "SUCCESS"
        shipment = (shipments.shipment_of(world, order) if paid else None) or {}
        order["shipping"] = {
            "order_state": shipments.state_of(world, order) if paid else None,
            **{name: shipment.get(name) for name in ("shipped_at", "confirmed_at", "settled_at")},
        }
        order["faults"] = faults.get(order["out_trade_no"], [])
    return orders


def _shares(world: World) -> dict[str, Any]:
    """Return splits with their receivers, returns, and what has gone to whom."""
    shares = world.ledger.rows("SELECT * FROM split_receivers ORDER BY rowid")
    found = world.ledger.rows(
        "SELECT out_order_no, order_id, out_trade_no, transaction_id, kind, state, created_at"
        " FROM splits ORDER BY created_at, rowid"
    )
    for split in found:
        split["receivers"] = [
            share for share in shares if share["out_order_no"] == split["out_order_no"]
        ]
    returns = world.ledger.rows(
        "SELECT out_return_no, return_id, out_order_no, return_mchid, amount, result, fail_reason,"
        " created_at, finished_at FROM split_returns ORDER BY created_at, rowid"
    )
    gone = [
        share["amount"]
        for split in found
        if split["kind"] == "split"
        for share in split["receivers"]
        if share["result"] == "SUCCESS"
    ]
    back = [row["amount"] for row in returns if row["result"] == "SUCCESS"]
    return {
        "splits": found,
        "split_returns": returns,
        "shared": _sum("shares", gone),
        "shares_returned": _sum("returns", back),
    }


def _sum(what: str, amounts: list[int]) -> dict[str, int]:
    return {what: len(amounts), "fen": sum(amounts)}
