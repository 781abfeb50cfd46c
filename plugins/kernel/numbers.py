"""Numbers in what people send."""

from __future__ import annotations

#: Below 2⁶³, the largest key a table of ours can have.
MOST_DIGITS = 18


def whole_number(text: str | None) -> int | None:
    """Return the number that plain digits write, None for anything else.

    `isdigit` and `isdecimal` let through `²` and five thousand nines, over which `int` falls.
    """
    if text and text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    return None
