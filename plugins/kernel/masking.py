"""What of a person's data is shown where the rest is not needed. Pure."""

from __future__ import annotations


def masked_phone(phone: str) -> str:
    """Return a phone number with its last four digits alone readable; "" without one.

    A Chinese number keeps its first three as well, in the way people know it.
    """
    digits = "".join(c for c in phone if c.isdigit())
    if len(digits) < 8:
        return ""
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    shown = digits[:3] if len(digits) == 11 else ""
    return f"{shown}****{digits[-4:]}"
