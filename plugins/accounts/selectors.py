"""Reads of accounts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower
from saleor.account.models import User

from plugins.accounts.models import AccountKey, Ban, LoginSession
from plugins.accounts.rules.emails import normalised
from plugins.accounts.rules.keys import fingerprint_of
from plugins.accounts.states import COOKIE_MEANS

#: A device is remembered for so long; then its login is told again.
KNOWN_DEVICE = timedelta(days=90)


def user_by_email(email: str) -> Any:
    """Return the user of an address however it is spelt, or None."""
    return User.objects.annotate(spelt=Lower("email")).filter(spelt=normalised(email)).first()


def is_banned(user: Any) -> bool:
    return Ban.objects.filter(user=user, lifted_at=None).exists()


def fingerprint(user: Any, key: AccountKey) -> str:
    """Return what today's tokens of the user carry; `user` must be fresh from the database."""
    return fingerprint_of(
        secret=key.secret, user_id=user.pk, email=user.email, password=user.password
    )


def live_session(*, session_id: Any, user_id: int) -> LoginSession | None:
    """Return a login with its user, key and `is_banned`, in one query."""
    banned = Ban.objects.filter(user=OuterRef("user"), lifted_at=None)
    return (
        LoginSession.objects.select_related("user__account_key")
        .annotate(is_banned=Exists(banned))
        .filter(pk=session_id, user_id=user_id, ended_at=None)
        .first()
    )


def open_sessions(user: Any, *, now: datetime) -> QuerySet[LoginSession]:
    """Return the logins that go on, the one used last first."""
    return LoginSession.objects.filter(user=user, ended_at=None, expires_at__gt=now).order_by(
        "-last_used_at", "pk"
    )


def is_new_device(session: LoginSession) -> bool:
    """Whether the user had logins before, but none from this device and network."""
    earlier = LoginSession.objects.filter(
        user_id=session.user_id,
        means__in=COOKIE_MEANS,
        created_at__gt=session.created_at - KNOWN_DEVICE,
    ).exclude(pk=session.pk)
    seen = list(earlier.values_list("device", "address"))
    return bool(seen) and (session.device, session.address) not in seen
