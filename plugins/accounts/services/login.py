"""Logging in with e-mail address and password."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from saleor.account.models import User

from plugins.accounts.device import Device
from plugins.accounts.errors import CredentialsWrong, SecondFactorRequired
from plugins.accounts.rules.emails import normalised
from plugins.accounts.selectors import is_banned, user_by_email
from plugins.accounts.services.guessing import (
    Attempt,
    note_failure,
    note_success,
    refuse_guessing,
)
from plugins.accounts.services.second_factor import (
    has_second_factor,
    needs_second_factor,
    second_factor_check,
)
from plugins.accounts.services.sessions import TokenPair, session_open
from plugins.accounts.states import Means

#: The name of this entrance among those whose wrong passwords are counted.
SITE = "api"


def login_with_password(
    *, email: str, password: str, code: str, device: Device, now: datetime
) -> TokenPair:
    """Check password and second factor, and begin a login.

    Unknown addresses cost as much time as wrong passwords, and are answered alike.

    Args:
        code: of the authenticator, or a recovery code; empty without one.

    Raises:
        CredentialsWrong: wrong, unknown, closed or banned.
        LoginTooOften, LoginBusy: too many wrong ones; nothing was looked at.
        SecondFactorNeeded, SecondFactorWrong, SecondFactorRequired: the password is right.
    """
    attempt = Attempt(site=SITE, account=normalised(email), address=device.address)
    refuse_guessing(attempt)
    user = user_with_password(email=email, password=password)
    if user is None:
        note_failure(attempt)
        raise CredentialsWrong()
    second_factor_check(user=user, code=code, attempt=attempt, now=now)
    if needs_second_factor(user) and not has_second_factor(user):
        raise SecondFactorRequired()
    note_success(attempt)
    return session_open(user=user, device=device, means=Means.PASSWORD, now=now)


def user_with_password(*, email: str, password: str) -> Any:
    """Return the user who may log in with these, or None; as slow either way."""
    user = user_by_email(email)
    if user is None:
        User().set_password(password)
        return None
    if not user.check_password(password) or not user.is_active or is_banned(user):
        return None
    return user
