"""Links in mails: made when the mail is written, redeemed once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from plugins.accounts.errors import LinkRefused
from plugins.accounts.models import LinkToken
from plugins.accounts.rules.keys import digest_of, fresh_secret, same
from plugins.accounts.selectors import fingerprint, is_banned
from plugins.accounts.services.keys import key_of, locked_user
from plugins.accounts.states import Purpose

LIVES = {
    Purpose.REGISTER: timedelta(hours=24),
    Purpose.RESET: timedelta(hours=1),
    Purpose.EMAIL: timedelta(hours=1),
    Purpose.DELETE: timedelta(hours=1),
    Purpose.WELCOME: timedelta(days=3),
}


@dataclass(frozen=True)
class Redeemed:
    """A link that was good. `user` is locked; None for a registration."""

    user: Any
    email: str


def link_make(*, purpose: Purpose, user: Any, email: str, now: datetime) -> str:
    """Return the secret of a new link; earlier ones for the same are void."""
    LinkToken.objects.filter(purpose=purpose.value, user=user, email=email, used_at=None).delete()
    token = fresh_secret()
    LinkToken.objects.create(
        purpose=purpose.value,
        digest=digest_of(purpose.value, token),
        user=user,
        email=email,
        fingerprint=fingerprint(user, key_of(user, now=now)) if user else "",
        created_at=now,
        expires_at=now + LIVES[purpose],
    )
    return token


def link_redeem(
    *, purpose: Purpose, token: str, now: datetime, user_id: int | None = None
) -> Redeemed:
    """Use a link up. Must run inside the transaction that does what it allows.

    Args:
        user_id: who is logged in, where the link is worth nothing to others.

    Raises:
        LinkRefused: for another purpose or person, over, used, or the account was
            changed, closed or banned since the mail was written.
    """
    link = (
        LinkToken.objects.select_for_update(of=("self",))
        .filter(purpose=purpose.value, digest=digest_of(purpose.value, token), used_at=None)
        .first()
    )
    if link is None or link.expires_at <= now:
        raise LinkRefused(field="token")
    if user_id is not None and link.user_id != user_id:
        raise LinkRefused(field="token")
    user = locked_user(link.user_id) if link.user_id else None
    if user is not None:
        now_fits = same(link.fingerprint, fingerprint(user, key_of(user, now=now)))
        if not user.is_active or is_banned(user) or not now_fits:
            raise LinkRefused(field="token")
    LinkToken.objects.filter(pk=link.pk).update(used_at=now)
    return Redeemed(user=user, email=link.email)
