"""Pure rules of ordering."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

KEY_SHAPE = re.compile(r"[0-9A-Za-z_-]{8,64}")
NUMBER_DIGITS = 10
#: Key and value in a product's metadata: fresh goods that spoil on the way back.
NO_REASON_RETURN, EXEMPT = "no_reason_return", "exempt"


def is_idempotency_key(key: str) -> bool:
    return KEY_SHAPE.fullmatch(key) is not None


def order_number(*, day: datetime, random_digits: int) -> str:
    """Return the number a buyer reads out: date, then random digits.

    Not sequential, so that it tells nobody how much the shop sells and cannot
    be guessed on from one's own. `day` is in the shop's time zone.

    Raises:
        ValueError: `random_digits` has more than `NUMBER_DIGITS` digits.
    """
    if not 0 <= random_digits < 10**NUMBER_DIGITS:
        raise ValueError("random_digits out of range")
    return f"{day:%y%m%d}{random_digits:0{NUMBER_DIGITS}d}"


def pay_by(*, placed_at: datetime, minutes: int) -> datetime:
    return placed_at + timedelta(minutes=minutes)


def are_quantities(quantities: Collection[int]) -> bool:
    """Tell whether these are numbers of units of at least one line."""
    return bool(quantities) and all(
        type(quantity) is int and quantity > 0 for quantity in quantities
    )


def takes_no_reason_return(product_metadata: Mapping[str, str]) -> bool:
    """Tell whether a product may be sent back within seven days without a reason."""
    return product_metadata.get(NO_REASON_RETURN) != EXEMPT


_ACTORS = {
    "buyer": ("买家", "Buyer"),
    "staff": ("员工", "Staff"),
    "app": ("应用", "App"),
    "operator": ("运营人员", "Operator"),
    "enterprise": ("经营主体", "Enterprise"),
    "system": ("系统", "System"),
    "anonymous": ("访客", "Visitor"),
}
#: Whose number or name staff may read; a buyer stays a buyer.
_NAMED = frozenset({"app", "enterprise", "system"})
_TO_BUYER = {"buyer": ("您", "You"), "system": ("系统", "System")}
_SHOP = ("商家", "Shop")


def staff_id(actor: str) -> int | None:
    """Return the number of the member of staff in `staff:3`; None for anybody else."""
    kind, _, name = actor.partition(":")
    return int(name) if kind == "staff" and name.isascii() and name.isdigit() else None


def actor_words(actor: str, *, staff: Mapping[int, str]) -> tuple[str, str]:
    """Say who acted, as staff read it: `staff` maps their numbers to names."""
    kind, _, name = actor.partition(":")
    zh, en = _ACTORS.get(kind, ("其他", "Other"))
    number = staff_id(actor)
    if number is not None:
        name = staff.get(number) or f"#{number}"
    elif kind not in _NAMED:
        name = ""
    return f"{zh} {name}".strip(), f"{en} {name}".strip()


def actor_words_for_buyer(actor: str) -> tuple[str, str]:
    """Say who acted, as the buyer reads it: herself, the system, or the shop."""
    return _TO_BUYER.get(actor.partition(":")[0], _SHOP)
