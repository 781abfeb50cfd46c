"""Accounts that staff make get a link of ours.

Saleor's token serves for resetting, confirming and deleting alike, and none of the
mutations that took it is served any more.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.utils import timezone

from saleor_config.compat.targets import mends, replace


def send_set_password_email_with_url(redirect_url: str, user: Any, staff: bool = False) -> None:
    """Mail a link by which `user` sets the first password."""
    from plugins.accounts.public import welcome_put

    welcome_put(user=user, redirect_url=redirect_url, now=timezone.now())


@mends("saleor.account.emails")
def mend(module: ModuleType) -> None:
    replace(module, "send_set_password_email_with_url", send_set_password_email_with_url)
