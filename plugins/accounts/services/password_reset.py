"""A new password for who can read the mails of the account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.account.events import customer_password_reset_event

from plugins.accounts.device import Device
from plugins.accounts.errors import LinkRefused
from plugins.accounts.services.letters import Wish, letter_put
from plugins.accounts.services.links import Redeemed, link_redeem
from plugins.accounts.services.passwords import password_set
from plugins.accounts.states import Purpose
from plugins.kernel import audit


def reset_request(*, email: str, redirect_url: str, device: Device, now: datetime) -> None:
    """Send the link if there is an open account; answer alike if there is none.

    Raises:
        EmailInvalid, RedirectRefused, TooOften.
    """
    letter_put(Wish(Purpose.RESET, email, redirect_url), device=device, now=now)


@transaction.atomic
def reset_perform(*, token: str, password: str, now: datetime) -> Any:
    """Set the password; every login of the account ends.

    Links of welcome mails, which staff cause for accounts they make, work as well.

    Raises:
        LinkRefused, PasswordWeak: nothing was changed, the link can be used again.
    """
    user = _redeemed(token, now).user
    user = password_set(user=user, password=password, now=now)
    audit.record("accounts.user.password_reset", user, actor=audit.actor_of(user))
    customer_password_reset_event(user=user)
    return user


def _redeemed(token: str, now: datetime) -> Redeemed:
    try:
        return link_redeem(purpose=Purpose.RESET, token=token, now=now)
    except LinkRefused:
        return link_redeem(purpose=Purpose.WELCOME, token=token, now=now)
