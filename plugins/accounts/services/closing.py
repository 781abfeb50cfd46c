"""Closing an account for good (《个人信息保护法》第四十七条, 《电子商务法》第二十四条).

What identifies the person goes; orders stay, as records of trade must for three
years (《电子商务法》第三十一条). Nobody can log in to what is left.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.account.models import User

from plugins.accounts.device import Device
from plugins.accounts.errors import StaffCannotClose
from plugins.accounts.services.letters import NOTICE_CLOSED, Wish, letter_put, notice_put
from plugins.accounts.services.links import link_redeem
from plugins.accounts.states import Purpose
from plugins.kernel import audit
from plugins.kernel.personal_data import everything_erase


def close_request(*, user: Any, redirect_url: str, device: Device, now: datetime) -> None:
    """Send the link that closes the account.

    Raises:
        StaffCannotClose, EmailInvalid, RedirectRefused, TooOften.
    """
    if user.is_staff or user.is_superuser:
        raise StaffCannotClose()
    letter_put(Wish(Purpose.DELETE, user.email, redirect_url, user), device=device, now=now)


@transaction.atomic
def close_confirm(*, user: Any, token: str, now: datetime) -> None:
    """Close the account of the link, which must be the caller's.

    Raises:
        LinkRefused.
        StaffCannotClose: the user became staff meanwhile.
        DomainError: a capability has unfinished business with the user.
    """
    link = link_redeem(purpose=Purpose.DELETE, token=token, now=now, user_id=user.pk)
    account_close(user=link.user, actor=audit.actor_of(user), now=now)


@transaction.atomic
def account_close(*, user: Any, actor: str, now: datetime) -> None:
    """Forget the person behind an account.

    Raises:
        StaffCannotClose; DeletionHindered: a capability has unfinished business.
    """
    if user.is_staff or user.is_superuser:
        raise StaffCannotClose()
    user = User.objects.select_for_update().get(pk=user.pk)
    email = user.email
    everything_erase(user=user, now=now)
    notice_put(NOTICE_CLOSED, user=user, email=email, now=now)
    audit.record("accounts.user.closed", user, actor=actor)
