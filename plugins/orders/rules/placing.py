"""What an order must look like when it is placed. Pure."""

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
