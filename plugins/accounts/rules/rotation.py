"""What becomes of a refresh token that is presented."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum

#: An answer may get lost on a phone's way: the same token is then sent again.
GRACE = timedelta(seconds=10)


class Verdict(Enum):
    ROTATE = "rotate"
    REPEAT = "repeat"  # hand out the same successor once more
    REUSED = "reused"  # somebody else has the token: end the login


def verdict(*, used_at: datetime | None, successor_used: bool, now: datetime) -> Verdict:
    """Judge a known token of a login that goes on.

    Args:
        used_at: when it was exchanged, None when it is the live one.
        successor_used: whether its successor was exchanged already, so that the
            answer did arrive.
    """
    if used_at is None:
        return Verdict.ROTATE
    if now - used_at <= GRACE and not successor_used:
        return Verdict.REPEAT
    return Verdict.REUSED
