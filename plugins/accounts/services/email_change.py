"""Another e-mail address, proven before it counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from saleor.account.events import customer_email_changed_event

from plugins.accounts.device import Device
from plugins.accounts.errors import LinkRefused
from plugins.accounts.selectors import user_by_email
from plugins.accounts.services.keys import key_change
from plugins.accounts.services.letters import NOTICE_EMAIL, Wish, letter_put, notice_put
from plugins.accounts.services.links import link_redeem
from plugins.accounts.services.passwords import refuse_wrong
from plugins.accounts.states import EndReason, Purpose
from plugins.kernel import audit


def email_change_request(
    *,
    user: Any,
    password: str,
    new_email: str,
    redirect_url: str,
    device: Device,
    now: datetime,
) -> None:
    """Send a link to the new address; whether it is in use, nobody is told.

    Who came through WeChat and never had a password needs none.

    Raises:
        PasswordWrong, EmailInvalid, RedirectRefused, TooOften.
    """
    if user.has_usable_password():
        refuse_wrong(password, user=user, device=device, field="password")
    letter_put(Wish(Purpose.EMAIL, new_email, redirect_url, user), device=device, now=now)


def email_change_confirm(*, user: Any, token: str, now: datetime) -> Any:
    """Make the proven address the account's; every login ends, the old address is told.

    Raises:
        LinkRefused: also when the address got an account meanwhile.
    """
    try:
        with transaction.atomic():
            return _changed(user_id=user.pk, token=token, now=now)
    except IntegrityError as error:
        raise LinkRefused(field="token") from error


def _changed(*, user_id: int, token: str, now: datetime) -> Any:
    link = link_redeem(purpose=Purpose.EMAIL, token=token, now=now, user_id=user_id)
    user = link.user
    if user_by_email(link.email) is not None:
        raise LinkRefused(field="token")
    old, user.email = user.email, link.email
    user.save(update_fields=["email"])
    key_change(user=user, why=EndReason.EMAIL, now=now)
    customer_email_changed_event(user=user, parameters={"old_email": old, "new_email": user.email})
    audit.record("accounts.user.email_changed", user, actor=audit.actor_of(user))
    notice_put(NOTICE_EMAIL, user=user, email=old, now=now)
    return user
