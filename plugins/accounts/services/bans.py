"""Shutting somebody out, and letting them in again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.account.models import User

from plugins.accounts.errors import AlreadyBanned, BanForbidden, BanOver
from plugins.accounts.models import Ban
from plugins.accounts.selectors import is_banned
from plugins.accounts.services.keys import key_change, locked_user
from plugins.accounts.states import EndReason
from plugins.kernel import audit


@transaction.atomic
def ban_place(*, user_id: int, by: Any, reason: str, now: datetime) -> Ban:
    """Shut a buyer or member out at once, on all devices.

    Args:
        by: the member of staff who does it.

    Raises:
        BanForbidden: staff, superusers and oneself cannot be banned here.
        AlreadyBanned: a ban is in force.
    """
    user = locked_user(user_id)
    if user.is_staff or user.is_superuser or user.pk == by.pk:
        raise BanForbidden()
    if is_banned(user):
        raise AlreadyBanned()
    ban = Ban.objects.create(
        user=user,
        reason=reason,
        placed_by=audit.actor_of(by),
        placed_at=now,
        was_active=user.is_active,
    )
    User.objects.filter(pk=user.pk).update(is_active=False)
    key_change(user=user, why=EndReason.BANNED, now=now)
    audit.record("accounts.ban.placed", ban, actor=audit.actor_of(by), reason=reason, user=user.pk)
    return ban


@transaction.atomic
def ban_lift(*, ban_id: int, by: Any, reason: str, now: datetime) -> Ban:
    """Let somebody in again who was banned.

    Raises:
        BanOver: it was lifted before.
    """
    ban = Ban.objects.select_for_update().get(pk=ban_id)
    if ban.lifted_at is not None:
        raise BanOver()
    ban.lifted_at, ban.lifted_by, ban.lift_reason = now, audit.actor_of(by), reason
    ban.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    if ban.was_active:
        User.objects.filter(pk=ban.user_id).update(is_active=True)
    audit.record(
        "accounts.ban.lifted", ban, actor=audit.actor_of(by), reason=reason, user=ban.user_id
    )
    return ban
