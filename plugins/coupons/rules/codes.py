"""Public codes of campaigns: typed by people, guessed by programs."""

from __future__ import annotations

import re

#: No sign that is mistaken for another.
_CODE = re.compile(r"[A-HJ-NP-Z2-9]{8,16}")


def normalised(code: str) -> str:
    """Return a code as it is kept, however it was typed."""
    return re.sub(r"[\s-]", "", code).upper()


def is_code(code: str) -> bool:
    """Tell whether this can be a campaign's code: 8 to 16 signs, without 0, O, 1 and I."""
    return _CODE.fullmatch(code) is not None
