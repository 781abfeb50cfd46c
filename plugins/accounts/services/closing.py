"""Closing an account for good (《个人信息保护法》第四十七条, 《电子商务法》第二十四条).

What identifies the person goes; orders stay, as records of trade must for three
years (《电子商务法》第三十一条). Nobody can log in to what is left.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from saleor.account.models import Address, User

from plugins.accounts.device import Device
from plugins.accounts.errors import StaffCannotClose
from plugins.accounts.models import LoginSession
from plugins.accounts.services.keys import key_change
from plugins.accounts.services.letters import NOTICE_CLOSED, Wish, letter_put, notice_put
from plugins.accounts.services.links import link_redeem
from plugins.accounts.states import EndReason, Purpose
from plugins.kernel import audit
from plugins.kernel.registry import capabilities


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
        StaffCannotClose; or what a capability's `account_closing` refuses.
    """
    if user.is_staff or user.is_superuser:
        raise StaffCannotClose()
    for capability in capabilities():
        if capability.account_closing:
            import_string(capability.account_closing)(user=user, now=now)
    notice_put(NOTICE_CLOSED, user=user, email=user.email, now=now)
    addresses = list(user.addresses.values_list("pk", flat=True))
    _forget(user)
    Address.objects.filter(pk__in=addresses).delete()
    key_change(user=user, why=EndReason.CLOSED, now=now)
    LoginSession.objects.filter(user=user).update(device="", address="")
    audit.record("accounts.user.closed", user, actor=actor)


def _forget(user: User) -> None:
    user.email = f"closed-{secrets.token_hex(12)}@buyers.invalid"
    user.first_name = user.last_name = ""
    user.note = None
    user.metadata, user.private_metadata = {}, {}
    user.is_active = False
    user.set_unusable_password()
    user.default_shipping_address = user.default_billing_address = None
    user.addresses.clear()
    if user.avatar:
        user.avatar.delete(save=False)
    user.save()
    user.events.all().delete()
