"""Pure rules of membership."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from plugins.marketplace.roles import Role

#: How long an invitation can be accepted.
INVITATION_LIFE = timedelta(days=7)
#: Open invitations an enterprise may have at a time.
MOST_OPEN_INVITATIONS = 20


def fingerprint_of(code: str) -> str:
    """Return what is stored of an invitation's code: whoever reads it cannot use it."""
    return hashlib.sha256(code.encode()).hexdigest()


def has_lapsed(*, expires_at: datetime, now: datetime) -> bool:
    return now >= expires_at


def leaves_an_owner(*, others: Iterable[Iterable[Role]]) -> bool:
    """Tell whether somebody among the other active members is an owner."""
    return any(Role.OWNER in roles for roles in others)
