"""Shipping management: WeChat settles a payment after it knows how the goods travel."""

import json
import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from . import settlement
from .people import Refused
from .shipments import (
    EXPRESS,
    NOT_SHIPPABLE,
    PICK_UP,
    REFUNDED,
    UNKNOWN,
    is_open,
    order_of,
    state_of,
)
from .world import World

UNIFIED, SPLIT = 1, 2
MOST_PARCELS = 15
LONGEST_DESCRIPTION = 120
NEED_CONTACT = {"SF"}

_UPLOAD_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)")

SHIPPED_ALREADY = Refused(10060002, "支付单已完成发货，无法继续发货")
CORRECTION_USED = Refused(10060003, "支付单已使用重新发货机会")


def bad(name: str) -> Refused:
    return Refused(47001, f"data format error: {name}")


def upload(world: World, report: Mapping[str, Any]) -> None:
    """Enter how a payment's goods travel, or correct it once.

    A split shipment takes parcels, report by report, until one says that all of
    them have left; only then the buyer is asked to confirm, and a correction counts.

    Raises:
        Refused: the payment is unknown (10060001), told already (10060002),
            corrected already (10060003), refunded or done (10060004), or a
            value is wrong (47001).
    """
    order = _order(world, report.get("order_key"))
    if report.get("payer", {}).get("openid") != order["openid"]:
        raise bad("payer.openid")
    _check(report)
    take = partial(world.faults.take, operation="shipping", order=order["out_trade_no"])
    if take("shipping.correction_used"):
        raise CORRECTION_USED
    if take("shipping.not_shippable") or state_of(world, order) == REFUNDED:
        raise NOT_SHIPPABLE
    _enter(world, order, report)
    world.wake_notifier()


def _text(content: Mapping[str, Any]) -> str:
    kept = {name: value for name, value in content.items() if name != "upload_time"}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def _enter(world: World, order: Mapping[str, Any], report: Mapping[str, Any]) -> None:
    """Write the first report, add to a split one, or take the one correction."""
    number, upload_time, content = order["transaction_id"], report["upload_time"], _text(report)
    has_all_left = report.get("is_all_delivered") is not False
    with world.ledger.write() as books:
        earlier = books.execute(
            "SELECT * FROM shipments WHERE transaction_id = ?", (number,)
        ).fetchone()
        added = earlier is None or is_open(earlier)
        if not (added or has_all_left):
            raise bad("is_all_delivered")
        if earlier is not None:
            if added:
                content = _text(_with_parcels(json.loads(earlier["content"]), report))
            _refuse_repetition(earlier, content=content, upload_time=upload_time)
        books.execute(
            "INSERT INTO shipments (transaction_id, content, upload_time, uploads)"
            " VALUES (?, ?, ?, ?) ON CONFLICT (transaction_id) DO UPDATE"
            " SET content = excluded.content, upload_time = excluded.upload_time,"
            " uploads = excluded.uploads",
            (number, content, upload_time, 1 if added else 2),
        )
        if added and has_all_left:
            settlement.shipped(world, books, order, logistics_type=report["logistics_type"])


def _with_parcels(told: dict[str, Any], report: Mapping[str, Any]) -> dict[str, Any]:
    """Add the parcels of a further report to a split shipment; one told twice is one."""
    if report["delivery_mode"] != SPLIT:
        raise bad("delivery_mode")
    known = {_label(parcel) for parcel in told["shipping_list"]}
    new = [parcel for parcel in report["shipping_list"] if _label(parcel) not in known]
    parcels = told["shipping_list"] + new
    if len(parcels) > MOST_PARCELS:
        raise bad("shipping_list")
    return {
        **told,
        "shipping_list": parcels,
        "is_all_delivered": told["is_all_delivered"] or report["is_all_delivered"],
    }


def _label(parcel: Mapping[str, Any]) -> tuple[str, str]:
    return str(parcel["express_company"]), str(parcel["tracking_no"])


def _refuse_repetition(earlier: Mapping[str, Any], *, content: str, upload_time: str) -> None:
    if earlier["confirmed_at"] is not None:
        raise NOT_SHIPPABLE
    if earlier["content"] == content:
        raise SHIPPED_ALREADY
    if upload_time <= earlier["upload_time"]:
        raise bad("upload_time")
    if earlier["uploads"] > 1:
        raise CORRECTION_USED


def _order(world: World, key: object) -> dict[str, Any]:
    """Return the paid order a key names."""
    if not isinstance(key, dict) or key.get("order_number_type") not in (1, 2):
        raise bad("order_key")
    if key["order_number_type"] == 2:
        order = order_of(world, {"transaction_id": key.get("transaction_id")})
    elif key.get("mchid") == world.identity.mchid:
        order = order_of(world, {"out_trade_no": key.get("out_trade_no")})
    else:
        raise UNKNOWN
    if world.faults.take("shipping.lag", "shipping", order=order["out_trade_no"]):
        raise UNKNOWN
    return order


def _check(report: Mapping[str, Any]) -> None:
    kind, mode = report.get("logistics_type"), report.get("delivery_mode")
    parcels = report.get("shipping_list")
    if kind not in range(EXPRESS, PICK_UP + 1):
        raise bad("logistics_type")
    if mode not in (UNIFIED, SPLIT) or (mode == SPLIT and kind != EXPRESS):
        raise bad("delivery_mode")
    if mode == SPLIT and not isinstance(report.get("is_all_delivered"), bool):
        raise bad("is_all_delivered")
    most = MOST_PARCELS if mode == SPLIT else 1
    if not isinstance(parcels, list) or not 1 <= len(parcels) <= most:
        raise bad("shipping_list")
    for parcel in parcels:
        _check_parcel(parcel, express=kind == EXPRESS)
    if not _UPLOAD_TIME.fullmatch(str(report.get("upload_time", ""))):
        raise bad("upload_time")


def _check_parcel(parcel: object, *, express: bool) -> None:
    if not isinstance(parcel, dict):
        raise bad("shipping_list")
    if not 1 <= len(str(parcel.get("item_desc", ""))) <= LONGEST_DESCRIPTION:
        raise bad("item_desc")
    if express and not (parcel.get("tracking_no") and parcel.get("express_company")):
        raise bad("tracking_no, express_company")
    contacts = [str(value) for value in (parcel.get("contact") or {}).values()]
    if express and parcel["express_company"] in NEED_CONTACT and not contacts:
        raise bad("contact")
    if any("*" not in value or not value[-4:].isdigit() for value in contacts):
        raise bad("contact")


def remind_buyer(world: World, order: Mapping[str, Any]) -> None:
    """Ask the buyer to confirm receipt; WeChat does it once for an express order.

    Raises:
        Refused: not shipped by express, confirmed, or asked before.
    """
    with world.ledger.write() as books:
        asked = books.execute(
            "UPDATE shipments SET reminded_at = ? WHERE transaction_id = ?"
            " AND reminded_at IS NULL AND confirmed_at IS NULL"
            " AND json_extract(content, '$.logistics_type') = ?",
            (world.book_now(), order["transaction_id"], EXPRESS),
        )
        if asked.rowcount == 0:
            raise NOT_SHIPPABLE
