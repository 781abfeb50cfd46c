"""Logins of the consoles: they live in a cookie, and are listed like all others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from plugins.accounts.device import Device
from plugins.accounts.models import LoginSession
from plugins.accounts.selectors import fingerprint, is_new_device
from plugins.accounts.services.keys import key_of, locked_user, sessions_end
from plugins.accounts.services.letters import login_told
from plugins.accounts.states import EndReason, Means


@transaction.atomic
def cookie_session_open(
    *,
    user: Any,
    cookie_key: str,
    device: Device,
    means: Means,
    life: timedelta,
    now: datetime,
) -> LoginSession:
    """Note a login that a console has just begun; tell the owner when the device is new.

    Args:
        cookie_key: of the row in `django_session`.
        life: how long the console lets it last at most.
    """
    user = locked_user(user.pk)
    # One browser, one login: the cookie's row may have had an earlier one.
    earlier = LoginSession.objects.filter(cookie_key=cookie_key, ended_at=None)
    earlier.update(ended_at=now, end_reason=EndReason.LOGGED_OUT.value)
    LoginSession.objects.filter(cookie_key=cookie_key).update(cookie_key="")
    session = LoginSession.objects.create(
        user=user,
        means=means.value,
        fingerprint=fingerprint(user, key_of(user, now=now)),
        device=device.name,
        address=device.shown_address,
        created_at=now,
        last_used_at=now,
        expires_at=now + life,
        cookie_key=cookie_key,
    )
    if is_new_device(session):
        login_told(session, user=user, now=now)
    return session


@transaction.atomic
def cookie_session_end(*, cookie_key: str | None, why: EndReason, now: datetime) -> None:
    """Note that a console's login is over."""
    if cookie_key:
        sessions_end(
            LoginSession.objects.filter(cookie_key=cookie_key, ended_at=None), why=why, now=now
        )
