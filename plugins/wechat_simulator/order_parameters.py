"""What a merchant may send to open an order."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from .people import person_of
from .refusals import PayError, bad
from .world import World

VALID_SECONDS = 7 * 86400
SHORTEST_SECONDS = 60
_OUT_TRADE_NO = re.compile(r"[0-9A-Za-z_|*-]{6,32}")
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def check(world: World, parameters: Mapping[str, Any]) -> None:
    """Raises:
    PayError: what a merchant sent cannot be an order.
    """
    is_bound = parameters.get("appid") in world.identity.appids
    if not is_bound or parameters.get("mchid") != world.identity.mchid:
        raise PayError(400, "APPID_MCHID_NOT_MATCH", "appid 与 mchid 不匹配")
    description = parameters.get("description")
    if not isinstance(description, str) or not 1 <= len(description) <= 127:
        raise bad("description")
    number = parameters.get("out_trade_no")
    if not isinstance(number, str) or not _OUT_TRADE_NO.fullmatch(number):
        raise bad("out_trade_no")
    attach = parameters.get("attach", "")
    if not isinstance(attach, str) or len(attach) > 128:
        raise bad("attach")
    _check_amount(parameters.get("amount"))
    check_notify_url(parameters.get("notify_url"))
    settle = parameters.get("settle_info", {})
    if not isinstance(settle, dict) or not isinstance(settle.get("profit_sharing", False), bool):
        raise bad("settle_info.profit_sharing")


def payer(world: World, parameters: Mapping[str, Any]) -> str:
    """Return the person whom the order's app knows by the openid given.

    Raises:
        PayError: nobody.
    """
    named = parameters.get("payer")
    openid = str(named.get("openid", "")) if isinstance(named, dict) else ""
    person = person_of(world, openid, appid=parameters["appid"])
    if not person:
        raise bad("payer.openid")
    return person


def _check_amount(amount: object) -> None:
    if not isinstance(amount, dict) or amount.get("currency", "CNY") != "CNY":
        raise bad("amount")
    total = amount.get("total")
    if isinstance(total, bool) or not isinstance(total, int) or total < 1:
        raise bad("amount.total")


def check_notify_url(url: object) -> None:
    """Accept an address on this machine without a query.

    Raises:
        PayError: any other.
    """
    if not isinstance(url, str) or len(url) > 255:
        raise bad("notify_url")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or parts.query or parts.fragment:
        raise bad("notify_url")
    # The real service demands https; a simulation never leaves the machine.
    if parts.hostname not in _LOOPBACK:
        raise bad("notify_url（模拟器只通知本机地址）")


def pay_before(parameters: Mapping[str, Any], now: float, *, ahead: float) -> float:
    """Return when payment ends in the books; the shop speaks of the machine's clock."""
    text = parameters.get("time_expire")
    if text is None:
        return now + VALID_SECONDS
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise bad("time_expire") from None
    if moment.tzinfo is None:
        raise bad("time_expire")
    return max(moment.timestamp() + ahead, now + SHORTEST_SECONDS)
