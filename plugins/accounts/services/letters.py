"""Mails about accounts. Whether an address is known is looked up here, not before.

Whoever asks for a mail gets the answer as soon as the wish is written down. The
outbox comes here afterwards, so neither words nor time tell who has an account.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from saleor.account.models import User
from saleor.core.emails import get_email_context
from templated_email import send_templated_mail

from plugins.accounts.device import Device
from plugins.accounts.errors import EmailInvalid, RedirectRefused
from plugins.accounts.models import Letter, LoginSession
from plugins.accounts.rules.emails import normalised
from plugins.accounts.rules.redirects import is_safe_redirect
from plugins.accounts.selectors import is_banned, user_by_email
from plugins.accounts.services.links import link_make
from plugins.accounts.states import Purpose
from plugins.kernel import outbox
from plugins.kernel.throttle import Rate, throttle

#: Mails to one address, and wishes from one place.
PER_EMAIL = Rate(most=5, seconds=3600)
PER_ADDRESS = Rate(most=20, seconds=3600)

TEMPLATES = {
    Purpose.REGISTER: "account/confirm",
    Purpose.RESET: "account/password_reset",
    Purpose.EMAIL: "account/request_email_change",
    Purpose.DELETE: "account/account_delete",
    Purpose.WELCOME: "dashboard/customer/set_password",
}
WELCOME_STAFF = "dashboard/staff/set_password"
KNOWN_ALREADY = "account/known_already"
NOTICE_PASSWORD = "account/password_changed"  # noqa: S105
NOTICE_EMAIL = "account/email_changed_notification"
NOTICE_CLOSED = "account/closed"
NOTICE_LOGIN = "account/new_login"


@dataclass(frozen=True)
class Wish:
    """A mail that somebody asks for."""

    purpose: Purpose
    email: str
    redirect_url: str
    user: Any = None


def letter_put(wish: Wish, *, device: Device, now: datetime) -> None:
    """Write the wish down; the same work whether or not anybody has the address.

    Raises:
        EmailInvalid, RedirectRefused, TooOften.
    """
    email = email_checked(wish.email)
    if not may_lead_to(wish.redirect_url):
        raise RedirectRefused(field="redirectUrl")
    _throttle("address", device.address, PER_ADDRESS)
    _throttle(f"{wish.purpose.value}.email", email, PER_EMAIL)
    with transaction.atomic():
        _owe(
            purpose=wish.purpose.value,
            email=email,
            user=wish.user,
            redirect_url=wish.redirect_url,
            created_at=now,
        )


def welcome_put(*, user: Any, redirect_url: str, now: datetime) -> None:
    """Let somebody set the password of an account that staff made for them.

    Must run inside the transaction that makes it, or after it.

    Raises:
        RedirectRefused.
    """
    if not may_lead_to(redirect_url):
        raise RedirectRefused(field="redirectUrl")
    with transaction.atomic():
        _owe(
            purpose=Purpose.WELCOME.value,
            email=normalised(user.email),
            user=user,
            redirect_url=redirect_url,
            created_at=now,
        )


def _owe(**fields: Any) -> None:
    letter = Letter.objects.create(**fields)
    outbox.put(topic="accounts.letter", key=str(uuid.uuid4()), payload={"letter_id": letter.pk})


def email_checked(email: str) -> str:
    """Return the address as it is kept.

    Raises:
        EmailInvalid: it is none, or one that no mail server answers for.
    """
    address = normalised(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise EmailInvalid(field="email") from error
    if address.endswith(".invalid"):
        raise EmailInvalid(field="email")
    return address


def may_lead_to(url: str) -> bool:
    return is_safe_redirect(
        url,
        hosts=settings.ALLOWED_CLIENT_HOSTS,
        allow_local_http=settings.SHOP_ENV != "production",
    )


def _throttle(what: str, whom: str, rate: Rate) -> None:
    most = rate.most * settings.RATE_LIMIT_FACTOR
    throttle(f"accounts.letter.{what}", whom, Rate(most, rate.seconds))


def letter_deliver(payload: Mapping[str, Any]) -> None:
    """Write the mail, if there is one to write. A handler of the outbox.

    Its link is made here: the secret is in the mail and nowhere else. Delivered a
    second time, the later mail's link counts.
    """
    letter = Letter.objects.select_related("user").filter(pk=payload["letter_id"]).first()
    if letter is None:
        return
    now = timezone.now()
    if not letter.purpose:
        _send(letter.template, letter.email, **letter.facts)
    elif letter.purpose == Purpose.REGISTER.value:
        _answer_registration(letter, now=now)
    else:
        _answer_owner(letter, now=now)
    letter.delete()


def _answer_owner(letter: Letter, *, now: datetime) -> None:
    purpose = Purpose(letter.purpose)
    user = user_by_email(letter.email) if purpose is Purpose.RESET else letter.user
    if _may_have(purpose, user, letter.email):
        _send_link(purpose, user=user, letter=letter, now=now)


def _answer_registration(letter: Letter, *, now: datetime) -> None:
    """A link for who is new; a word for who has an account, open to them or not."""
    known = user_by_email(letter.email)
    if known is None:
        _send_link(Purpose.REGISTER, user=None, letter=letter, now=now)
    elif known.is_active and not is_banned(known):
        _send(KNOWN_ALREADY, letter.email)


def _may_have(purpose: Purpose, user: Any, email: str) -> bool:
    """Closed and banned accounts get no links; an address in use is not given away."""
    if user is None or not user.is_active or is_banned(user):
        return False
    return purpose is not Purpose.EMAIL or user_by_email(email) is None


def _send_link(purpose: Purpose, *, user: Any, letter: Letter, now: datetime) -> None:
    with transaction.atomic():
        token = link_make(purpose=purpose, user=user, email=letter.email, now=now)
    template = TEMPLATES[purpose]
    if purpose is Purpose.WELCOME and user.is_staff:
        template = WELCOME_STAFF
    _send(template, letter.email, link=with_token(letter.redirect_url, token))


def with_token(url: str, token: str) -> str:
    """Return `url` with the secret behind `#`, where no server and no referrer sees it."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(fragment=urlencode({"token": token})))


def notice_put(template: str, *, user: Any, email: str, now: datetime, **facts: str) -> None:
    """Tell the owner of an account what happened to it; after the commit.

    Must run inside the transaction that reports it. Made-up addresses of WeChat
    users are left out when the mail is sent.
    """
    at = f"{timezone.localtime(now):%Y-%m-%d %H:%M}"
    _owe(template=template, email=email, user=user, facts={"at": at, **facts}, created_at=now)


def login_told(session: LoginSession, *, user: User, now: datetime) -> None:
    """Tell the owner that somebody logged in from where nobody did before."""
    notice_put(
        NOTICE_LOGIN,
        user=user,
        email=user.email,
        now=now,
        device=session.device,
        address=session.address,
    )


def _send(template: str, email: str, **facts: str) -> None:
    sender, context = get_email_context()
    send_templated_mail(
        template_name=template, recipient_list=[email], context={**context, **facts}, **sender
    )
