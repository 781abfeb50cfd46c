"""Close an account and give up what no law wants kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.account.models import User

from plugins.kernel import audit
from plugins.kernel.personal_data import everything_erase, hindrances_of, holders
from plugins.kernel.registry import Words
from plugins.privacy.errors import DeletionUnconfirmed, StaffStays

#: What she has to write, so that no slip of a finger closes an account.
CONFIRMATION = "注销账号"


@dataclass(frozen=True)
class DeletionOutlook:
    """What stands in the way, and what will stay."""

    hindrances: tuple[Words, ...]
    kept: tuple[Words, ...]


def deletion_outlook(*, user: Any) -> DeletionOutlook:
    """Tell what deletion would meet; changes nothing."""
    return DeletionOutlook(
        hindrances=hindrances_of(user),
        kept=tuple(holder.kept for _, holder in holders() if holder.kept),
    )


@transaction.atomic
def data_delete(*, user: Any, confirmation: str, now: datetime) -> None:
    """Delete or anonymise everything about her (个人信息保护法 art. 47), all or nothing.

    Rows of money and trade stay without her name. Her logins end at once; an order that
    is being placed at this moment waits for the lock and finds no account.

    Raises:
        DeletionUnconfirmed, StaffStays, DeletionHindered: nothing was changed.
    """
    if confirmation.strip() != CONFIRMATION:
        raise DeletionUnconfirmed(field="confirmation", words=CONFIRMATION)
    person = User.objects.select_for_update().get(pk=user.pk)
    if person.is_staff:
        raise StaffStays()
    actor = audit.actor_of(person)
    everything_erase(user=person, now=now)
    audit.record("privacy.account.erased", person, actor=actor)
