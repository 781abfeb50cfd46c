"""Setting passwords."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from plugins.accounts.device import Device
from plugins.accounts.errors import PasswordWeak, PasswordWrong
from plugins.accounts.services.guessing import (
    Attempt,
    note_failure,
    note_success,
    refuse_guessing,
)
from plugins.accounts.services.keys import key_change, locked_user
from plugins.accounts.services.letters import NOTICE_PASSWORD, notice_put
from plugins.accounts.states import EndReason
from plugins.kernel import audit


def refuse_weak(password: str, user: Any) -> None:
    """Ask all validators of the settings.

    Raises:
        PasswordWeak: with all their reasons.
    """
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordWeak(field="password", reasons=" ".join(error.messages)) from error


@transaction.atomic
def password_set(*, user: Any, password: str, now: datetime) -> Any:
    """Give an account a new password: every login of it ends. The caller audits why.

    Raises:
        PasswordWeak: nothing was changed.
    """
    user = locked_user(user.pk)
    refuse_weak(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    key_change(user=user, why=EndReason.PASSWORD, now=now)
    notice_put(NOTICE_PASSWORD, user=user, email=user.email, now=now)
    return user


def refuse_wrong(password: str, *, user: Any, device: Device, field: str) -> None:
    """Ask a logged-in user for the password again; wrong ones are counted.

    Raises:
        PasswordWrong; LoginTooOften, LoginBusy: it was not looked at.
    """
    attempt = Attempt(site="again", account=str(user.pk), address=device.address)
    refuse_guessing(attempt)
    if not user.check_password(password):
        note_failure(attempt)
        raise PasswordWrong(field=field)
    note_success(attempt)


def password_change(*, user: Any, old: str, new: str, device: Device, now: datetime) -> Any:
    """Let somebody who knows the password choose another.

    Raises:
        PasswordWrong, PasswordWeak, LoginTooOften, LoginBusy: nothing was changed.
    """
    refuse_wrong(old, user=user, device=device, field="oldPassword")
    with transaction.atomic():
        user = password_set(user=user, password=new, now=now)
        audit.record("accounts.user.password_changed", user, actor=audit.actor_of(user))
    return user
