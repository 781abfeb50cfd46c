"""From shipped to settled: the buyer confirms or time does, and the money is the merchant's.

Without a shipment nothing settles; WeChat reminds the merchant of it after two days.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from . import pushes, shipments
from .world import World

DAY = 86400
CONFIRM_SECONDS = {shipments.EXPRESS: 10 * DAY}
CONFIRM_SECONDS_OTHERS = 2 * DAY
SETTLE_SECONDS = DAY
AUTOMATIC, BY_BUYER = 1, 2
SETTLEMENT, REMINDER = "trade_manage_order_settlement", "trade_manage_remind_shipping"
REMINDER_TEXT = "你有一笔订单已支付超过48小时，请尽快发货。"


def shipped(
    world: World, books: sqlite3.Connection, order: Mapping[str, Any], *, logistics_type: int
) -> None:
    """Start the waiting for the buyer: everything has left."""
    now = world.book_now()
    confirms_at = world.soon(CONFIRM_SECONDS.get(logistics_type, CONFIRM_SECONDS_OTHERS))
    books.execute(
        "UPDATE shipments SET shipped_at = ?, confirms_at = ? WHERE transaction_id = ?",
        (now, confirms_at, order["transaction_id"]),
    )
    books.execute(
        "UPDATE orders SET remind_at = NULL WHERE out_trade_no = ?", (order["out_trade_no"],)
    )
    pushes.queue(
        world,
        books,
        order=order,
        event=SETTLEMENT,
        shipped_time=int(now),
        estimated_settlement_time=int(confirms_at + SETTLE_SECONDS / world.haste),
    )


def confirm(world: World, order: Mapping[str, Any]) -> None:
    """The buyer has the goods.

    Raises:
        Refused: not shipped, or confirmed before.
    """
    if not _confirm(world, order, method=BY_BUYER):
        raise shipments.NOT_SHIPPABLE
    world.wake_notifier()


def _confirm(world: World, order: Mapping[str, Any], *, method: int) -> bool:
    with world.ledger.write() as books:
        confirmed = books.execute(
            "UPDATE shipments SET confirmed_at = ?, confirm_method = ?, settles_at = ?"
            " WHERE transaction_id = ? AND confirmed_at IS NULL"
            " AND json_extract(content, '$.is_all_delivered') IS NOT 0",
            (world.book_now(), method, world.soon(SETTLE_SECONDS), order["transaction_id"]),
        )
    return confirmed.rowcount == 1


def settle(world: World, order: Mapping[str, Any]) -> bool:
    """Hand the money over, unless it has gone back to the buyer."""
    if shipments.state_of(world, order) == shipments.REFUNDED:
        with world.ledger.write() as books:
            books.execute(
                "UPDATE shipments SET settles_at = NULL WHERE transaction_id = ?",
                (order["transaction_id"],),
            )
        return False
    now = world.book_now()
    with world.ledger.write() as books:
        settled = books.execute(
            "UPDATE shipments SET settled_at = ?, settles_at = NULL"
            " WHERE transaction_id = ? AND confirmed_at IS NOT NULL AND settled_at IS NULL",
            (now, order["transaction_id"]),
        )
        if settled.rowcount == 0:
            return False
        shipment = books.execute(
            "SELECT * FROM shipments WHERE transaction_id = ?", (order["transaction_id"],)
        ).fetchone()
        pushes.queue(
            world,
            books,
            order=order,
            event=SETTLEMENT,
            shipped_time=int(shipment["shipped_at"] or shipment["confirmed_at"]),
            estimated_settlement_time=int(now),
            confirm_receive_method=shipment["confirm_method"],
            confirm_receive_time=int(shipment["confirmed_at"]),
            settlement_time=int(now),
        )
    world.wake_notifier()
    return True


def settle_by_hand(world: World, order: Mapping[str, Any]) -> None:
    """Settle a confirmed order now.

    Raises:
        Refused: not confirmed, settled already or given back.
    """
    if not settle(world, order):
        raise shipments.NOT_SHIPPABLE


def remind(world: World, order: Mapping[str, Any]) -> None:
    """Remind the merchant that the goods are still there."""
    with world.ledger.write() as books:
        books.execute(
            "UPDATE orders SET remind_at = NULL WHERE out_trade_no = ?", (order["out_trade_no"],)
        )
        pushes.queue(world, books, order=order, event=REMINDER, msg=REMINDER_TEXT)
    world.wake_notifier()


def settle_due(world: World) -> float | None:
    """Remind, confirm and settle where it is time; return the next such moment."""
    now = world.book_now()
    for order in _due(world, "orders.remind_at <= ?", now):
        if shipments.state_of(world, order) == shipments.TO_SHIP:
            remind(world, order)
        else:
            _forget_reminder(world, order)
    for order in _due(world, "confirmed_at IS NULL AND confirms_at <= ?", now):
        _confirm(world, order, method=AUTOMATIC)
    for order in _due(world, "settled_at IS NULL AND settles_at <= ?", now):
        settle(world, order)
    soonest = world.ledger.row(
        "SELECT min(at) AS at FROM ("
        " SELECT min(remind_at) AS at FROM orders"
        " UNION ALL SELECT min(confirms_at) FROM shipments WHERE confirmed_at IS NULL"
        " UNION ALL SELECT min(settles_at) FROM shipments WHERE settled_at IS NULL)"
    )
    return soonest["at"] if soonest else None


def _forget_reminder(world: World, order: Mapping[str, Any]) -> None:
    with world.ledger.write() as books:
        books.execute(
            "UPDATE orders SET remind_at = NULL WHERE out_trade_no = ?", (order["out_trade_no"],)
        )


def _due(world: World, condition: str, now: float) -> list[dict[str, Any]]:
    return world.ledger.rows(
        "SELECT orders.* FROM orders LEFT JOIN shipments USING (transaction_id)"  # noqa: S608 - ours
        f" WHERE {condition} ORDER BY orders.success_at",
        now,
    )
