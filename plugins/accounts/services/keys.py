"""The key of an account, and what ends when it changes."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from saleor.account.models import User

from plugins.accounts.models import AccountKey, LoginSession
from plugins.accounts.rules.keys import fresh_secret
from plugins.accounts.states import EndReason


def key_of(user: Any, *, now: datetime) -> AccountKey:
    """Return the user's key, made at the first login."""
    key = AccountKey.objects.filter(user=user).first()
    if key is not None:
        return key
    try:
        with transaction.atomic():
            return AccountKey.objects.create(user=user, secret=fresh_secret(), changed_at=now)
    except IntegrityError:  # a login at the same moment made it
        return AccountKey.objects.get(user=user)


def locked_user(user_id: int) -> Any:
    """Return the user, locked: logins, bans and changes of one account take turns."""
    return User.objects.select_for_update(of=("self",)).get(pk=user_id)


def key_change(*, user: Any, why: EndReason, now: datetime) -> int:
    """Give the account a new key and end all its logins; return how many there were.

    Must run inside the transaction that makes it necessary.
    """
    AccountKey.objects.update_or_create(
        user=user, defaults={"secret": fresh_secret(), "changed_at": now}
    )
    return sessions_end(LoginSession.objects.filter(user=user, ended_at=None), why=why, now=now)


def sessions_end(sessions: Any, *, why: EndReason, now: datetime) -> int:
    """End logins; those of consoles lose their cookie's row as well."""
    rows = list(sessions.values_list("pk", "cookie_key"))
    ended = LoginSession.objects.filter(pk__in=[pk for pk, _ in rows], ended_at=None).update(
        ended_at=now, end_reason=why.value
    )
    cookies = [cookie for _, cookie in rows if cookie]
    if cookies:
        _cookies_delete(cookies)
    return ended


def _cookies_delete(cookies: list[str]) -> None:
    """Remove the rows and their copies in the cache.

    The copies twice: until the commit another process may read a row once more.
    """
    store = import_module(settings.SESSION_ENGINE).SessionStore

    def forget() -> None:
        for cookie in cookies:
            store(cookie).delete()

    forget()
    transaction.on_commit(forget)
