"""Logins that live in tokens: opened, renewed, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from saleor.account.models import User

from plugins.accounts.device import Device
from plugins.accounts.errors import CredentialsWrong, RefreshRefused, SessionUnknown
from plugins.accounts.models import LoginSession, RefreshToken
from plugins.accounts.rules import access_tokens
from plugins.accounts.rules.keys import digest_of, fresh_secret, same, successor_of
from plugins.accounts.rules.rotation import Verdict, verdict
from plugins.accounts.selectors import fingerprint, is_banned, open_sessions
from plugins.accounts.services.keys import key_change, key_of, locked_user, sessions_end
from plugins.accounts.services.second_factor import proves_too_little
from plugins.accounts.states import EndReason, Means
from plugins.kernel import audit

#: Logins that one account may have at once; the one used least gives way.
MOST_SESSIONS = 30


@dataclass(frozen=True)
class TokenPair:
    """What a client holds after a login. `expires_in` is the access token's, in seconds."""

    user: Any
    session: LoginSession
    access_token: str
    refresh_token: str
    expires_in: int


@transaction.atomic
def session_open(*, user: Any, device: Device, means: Means, now: datetime) -> TokenPair:
    """Begin a login of a user who has proven who they are.

    Raises:
        CredentialsWrong: the account is closed or banned.
    """
    user = locked_user(user.pk)
    if not user.is_active or is_banned(user):
        raise CredentialsWrong()
    session = LoginSession.objects.create(
        user=user,
        means=means.value,
        fingerprint=fingerprint(user, key_of(user, now=now)),
        device=device.name,
        address=device.shown_address,
        created_at=now,
        last_used_at=now,
        expires_at=now + settings.LOGIN_LIFE,
    )
    crowd = list(open_sessions(user, now=now).values_list("pk", flat=True)[MOST_SESSIONS:])
    if crowd:
        sessions_end(LoginSession.objects.filter(pk__in=crowd), why=EndReason.CROWDED, now=now)
    User.objects.filter(pk=user.pk).update(last_login=now)
    token = fresh_secret()
    RefreshToken.objects.create(session=session, digest=digest_of(token), created_at=now)
    return _pair(user=user, session=session, refresh_token=token, now=now)


def session_refresh(*, token: str, device: Device, now: datetime) -> TokenPair:
    """Exchange a refresh token for the next pair.

    A token that was used before and comes back after the grace is in two hands:
    the login ends for both.

    Raises:
        RefreshRefused: unknown, over, ended, or used before.
    """
    with transaction.atomic():
        pair = _refreshed(token=token, device=device, now=now)
    if pair is None:  # raised outside, so that an end of the login is kept
        raise RefreshRefused()
    return pair


def _refreshed(*, token: str, device: Device, now: datetime) -> TokenPair | None:
    known = RefreshToken.objects.filter(digest=digest_of(token)).first()
    if known is None:
        return None
    # The login's row is the lock: two exchanges of one chain take turns.
    session = LoginSession.objects.select_for_update().get(pk=known.session_id)
    known.refresh_from_db()
    user = User.objects.get(pk=session.user_id)
    if session.ended_at is not None or session.expires_at <= now:
        return None
    if not user.is_active or is_banned(user):
        return None
    if not same(session.fingerprint, fingerprint(user, key_of(user, now=now))):
        return None
    if proves_too_little(user, means=Means(session.means)):  # a colleague since it began
        return None
    following = successor_of(token, key=settings.ACCESS_TOKEN_KEY)
    successor = RefreshToken.objects.filter(digest=digest_of(following)).first()
    judged = verdict(
        used_at=known.used_at,
        successor_used=successor is not None and successor.used_at is not None,
        now=now,
    )
    if judged is Verdict.REUSED:
        _end_reused(session, device=device, now=now)
        return None
    if judged is Verdict.ROTATE:
        RefreshToken.objects.filter(pk=known.pk).update(used_at=now)
        RefreshToken.objects.create(session=session, digest=digest_of(following), created_at=now)
        session.last_used_at, session.address = now, device.shown_address or session.address
        session.save(update_fields=["last_used_at", "address"])
    return _pair(user=user, session=session, refresh_token=following, now=now)


def _end_reused(session: LoginSession, *, device: Device, now: datetime) -> None:
    sessions_end(LoginSession.objects.filter(pk=session.pk), why=EndReason.REUSED, now=now)
    audit.record(
        "accounts.session.reused",
        session,
        actor="anonymous",
        user=session.user_id,
        device=device.name,
        address=device.shown_address,
    )


def session_end(*, user: Any, session_id: Any, now: datetime, why: EndReason) -> None:
    """End one login of the user.

    Raises:
        SessionUnknown: it is not theirs, or over.
    """
    mine = LoginSession.objects.filter(pk=session_id, user=user, ended_at=None)
    with transaction.atomic():
        if not sessions_end(mine, why=why, now=now):
            raise SessionUnknown()


@transaction.atomic
def session_revoke(*, session_id: Any, actor: str, reason: str, now: datetime) -> None:
    """End somebody's login, by staff.

    Raises:
        SessionUnknown: it is over.
    """
    session = LoginSession.objects.filter(pk=session_id, ended_at=None)
    if not sessions_end(session, why=EndReason.REVOKED, now=now):
        raise SessionUnknown()
    ended = LoginSession.objects.get(pk=session_id)
    audit.record("accounts.session.revoked", ended, actor=actor, reason=reason, user=ended.user_id)


@transaction.atomic
def sessions_end_everywhere(*, user: Any, now: datetime) -> int:
    """Log the user out on all devices, this one included; return how many logins ended."""
    user = locked_user(user.pk)
    ended = key_change(user=user, why=EndReason.EVERYWHERE, now=now)
    audit.record(
        "accounts.user.logged_out_everywhere", user, actor=audit.actor_of(user), ended=ended
    )
    return ended


def _pair(*, user: Any, session: LoginSession, refresh_token: str, now: datetime) -> TokenPair:
    life = settings.ACCESS_TOKEN_LIFE
    claims = access_tokens.Claims(user_id=user.pk, session_id=session.pk, key=session.fingerprint)
    return TokenPair(
        user=user,
        session=session,
        access_token=access_tokens.written(
            claims, secret=settings.ACCESS_TOKEN_KEY, now=now, life=life
        ),
        refresh_token=refresh_token,
        expires_in=int(life.total_seconds()),
    )
