"""Closing an account for good, proven by its mails (《个人信息保护法》第四十七条).

Every capability gives up what it holds, as `plugins.kernel.personal_data` says; orders
stay as records of trade. Whoever has no mails closes the account in the mini-program.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.accounts.device import Device
from plugins.accounts.errors import CloseHindered, StaffCannotClose
from plugins.accounts.services.letters import Wish, letter_put
from plugins.accounts.services.links import link_redeem
from plugins.accounts.states import Purpose
from plugins.kernel import audit
from plugins.kernel.personal_data import holders


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
        CloseHindered: something has to end first; the link can be used again.
    """
    person = link_redeem(purpose=Purpose.DELETE, token=token, now=now, user_id=user.pk).user
    if person.is_staff or person.is_superuser:
        raise StaffCannotClose()
    every = [holder for _, holder in holders()]
    hindrances = [words for holder in every for words in holder.hindrances(user=person)]
    if hindrances:
        raise CloseHindered(
            causes_zh="、".join(zh for zh, _ in hindrances),
            causes_en="; ".join(en for _, en in hindrances),
        )
    actor = audit.actor_of(person)
    for holder in every:
        holder.erase(user=person, now=now)
    audit.record("accounts.user.closed", person, actor=actor)
