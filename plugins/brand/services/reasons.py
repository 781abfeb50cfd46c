"""Reasons: every decision about an enterprise has one, and it is kept."""

from __future__ import annotations

from plugins.brand.errors import ReasonMissing

REASON_LONGEST = 200


def reason_checked(reason: str) -> str:
    """Return the reason with single spaces.

    Raises:
        ReasonMissing: there is none, or it is too long.
    """
    tidy = " ".join(reason.split())
    if not tidy or len(tidy) > REASON_LONGEST:
        raise ReasonMissing(field="reason", longest=REASON_LONGEST)
    return tidy
