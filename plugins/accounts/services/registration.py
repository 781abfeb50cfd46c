"""Becoming a buyer by e-mail: the address is proven first, then there is an account.

Nothing exists until the link is opened, so nobody can prepare an account for the
owner of an address, and no password is chosen before the address is proven.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from saleor.account.events import customer_account_created_event
from saleor.account.models import User
from saleor.plugins.manager import get_plugins_manager

from plugins.accounts.device import Device
from plugins.accounts.errors import LinkRefused
from plugins.accounts.selectors import user_by_email
from plugins.accounts.services.letters import Wish, letter_put
from plugins.accounts.services.links import link_redeem
from plugins.accounts.services.passwords import refuse_weak
from plugins.accounts.states import Purpose
from plugins.kernel import audit


def register_request(*, email: str, redirect_url: str, device: Device, now: datetime) -> None:
    """Send the link, or tell the owner that there is an account; answer both alike.

    Raises:
        EmailInvalid, RedirectRefused, TooOften.
    """
    letter_put(Wish(Purpose.REGISTER, email, redirect_url), device=device, now=now)


def register_confirm(*, token: str, password: str, first_name: str, now: datetime) -> Any:
    """Make the account of a proven address; orders of guests stay what they are.

    Raises:
        LinkRefused: also when the address got an account, open or closed, meanwhile.
        PasswordWeak: the link can be used again.
    """
    try:
        with transaction.atomic():
            return _confirmed(token=token, password=password, first_name=first_name, now=now)
    except IntegrityError as error:  # somebody got the address at the same moment
        raise LinkRefused(field="token") from error


def _confirmed(*, token: str, password: str, first_name: str, now: datetime) -> Any:
    email = link_redeem(purpose=Purpose.REGISTER, token=token, now=now).email
    if user_by_email(email) is not None:
        raise LinkRefused(field="token")
    user = User(email=email, first_name=first_name.strip()[:256])
    refuse_weak(password, user)
    user.set_password(password)
    user.save()
    customer_account_created_event(user=user)
    audit.record("accounts.user.registered", user, actor=audit.actor_of(user))
    transaction.on_commit(lambda: get_plugins_manager().customer_created(customer=user))
    return user
