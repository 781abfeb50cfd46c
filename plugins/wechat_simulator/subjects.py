"""Which order a request is about, so that faults can be told by order."""

from typing import Any

from flask import request

from .world import World

_BY_NUMBER = (
    ("refunds", "out_refund_no"),
    ("orders", "transaction_id"),
    ("splits", "out_order_no"),
    ("splits", "order_id"),
)


def order_of_request(world: World) -> str:
    """Return the `out_trade_no` a request concerns; empty when it concerns none."""
    named = _named()
    if named.get("out_trade_no"):
        return str(named["out_trade_no"])
    for table, column in _BY_NUMBER:
        if named.get(column):
            row = world.ledger.row(
                f"SELECT out_trade_no FROM {table} WHERE {column} = ?",  # noqa: S608 - ours
                str(named[column]),
            )
            if row is not None:
                return str(row["out_trade_no"])
    return ""


def _named() -> dict[str, Any]:
    body = request.get_json(silent=True, force=True) if request.method == "POST" else None
    given: dict[str, Any] = dict(body) if isinstance(body, dict) else {}
    # Shipping management wraps the numbers, or calls one of them differently.
    key = given.get("order_key")
    wrapped = key if isinstance(key, dict) else {}
    trade_no = given.get("merchant_trade_no", "")
    return {
        "out_trade_no": trade_no,
        **request.args,
        **given,
        **wrapped,
        **(request.view_args or {}),
    }
