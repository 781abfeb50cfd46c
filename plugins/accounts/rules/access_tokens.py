"""Access tokens: signed, minutes long, bound to a login and to the account's state."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

ALGORITHM = "HS256"
PURPOSE = "access"


class TokenUnreadable(ValueError):
    """Forged, expired, or not an access token."""


@dataclass(frozen=True)
class Claims:
    """What an access token says. `key` is the account's fingerprint."""

    user_id: int
    session_id: uuid.UUID
    key: str


def written(claims: Claims, *, secret: str, now: datetime, life: timedelta) -> str:
    """Sign `claims` for `life`."""
    payload: dict[str, Any] = {
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "key": claims.key,
        "purpose": PURPOSE,
        "iat": now,
        "exp": now + life,
    }
    return jwt.encode(payload, secret, algorithm=ALGORITHM)


def read(token: str, *, secret: str) -> Claims:
    """Return what a token says.

    Raises:
        TokenUnreadable: not signed by us, over, or signed for something else.
    """
    try:
        payload = jwt.decode(
            token,
            secret,
            algorithms=[ALGORITHM],
            options={"require": ["sub", "sid", "key", "purpose", "iat", "exp"]},
        )
        if payload["purpose"] != PURPOSE:
            raise TokenUnreadable("purpose")
        return Claims(
            user_id=int(payload["sub"]),
            session_id=uuid.UUID(payload["sid"]),
            key=str(payload["key"]),
        )
    except (jwt.PyJWTError, ValueError, AttributeError, TypeError) as error:
        raise TokenUnreadable(str(error)) from error
