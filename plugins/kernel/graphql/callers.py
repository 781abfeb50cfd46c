"""Who asks."""

from __future__ import annotations

from typing import Any

from plugins.kernel.errors import LoginRequired


def caller(info: Any) -> Any:
    """Return the user who asks.

    Raises:
        LoginRequired: nobody is logged in.
    """
    user = info.context.user
    if not user.is_authenticated:
        raise LoginRequired()
    return user
