"""What the books know of paid orders and how they travel."""

import json
from collections.abc import Mapping
from typing import Any

from .people import Refused
from .world import World

EXPRESS, PICK_UP = 1, 4
#: WeChat's `order_state`.
TO_SHIP, SHIPPED, CONFIRMED, SETTLED, REFUNDED = 1, 2, 3, 4, 5

UNKNOWN = Refused(10060001, "支付单不存在")
NOT_SHIPPABLE = Refused(10060004, "支付单处于不可发货的状态")


def order_of(world: World, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paid order that `transaction_id` or `out_trade_no` names.

    Raises:
        Refused: no such payment.
    """
    found = world.ledger.row(
        "SELECT * FROM orders WHERE state = 'SUCCESS' AND (transaction_id = ? OR out_trade_no = ?)",
        str(given.get("transaction_id", "")),
        str(given.get("out_trade_no", "")),
    )
    # Shipping management belongs to the mini-program: it knows its own payments alone.
    if found is None or found["appid"] == world.identity.official_appid:
        raise UNKNOWN
    return found


def state_of(world: World, order: Mapping[str, Any]) -> int:
    """Return WeChat's `order_state`."""
    refunded = world.ledger.row(
        "SELECT coalesce(sum(fen), 0) AS fen FROM refunds"
        " WHERE out_trade_no = ? AND status IN ('SUCCESS', 'PROCESSING')",
        order["out_trade_no"],
    )
    if refunded and refunded["fen"] >= order["total"]:
        return REFUNDED
    shipment = shipment_of(world, order)
    if shipment is None or is_open(shipment):
        return TO_SHIP
    if shipment["settled_at"] is not None:
        return SETTLED
    return SHIPPED if shipment["confirmed_at"] is None else CONFIRMED


def is_open(shipment: Mapping[str, Any]) -> bool:
    """Tell whether a split shipment still waits for parcels."""
    return json.loads(shipment["content"]).get("is_all_delivered") is False


def shipment_of(world: World, order: Mapping[str, Any]) -> dict[str, Any] | None:
    return world.ledger.row(
        "SELECT * FROM shipments WHERE transaction_id = ?", order["transaction_id"]
    )
