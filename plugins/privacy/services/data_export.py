"""Hand a person a copy of everything that is held about her."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from saleor.account.models import User

from plugins.kernel import audit
from plugins.kernel.personal_data import holders, moment
from plugins.kernel.throttle import Rate, throttle

#: A copy reads everything; nobody needs more in a day.
COPIES = Rate(most=5, seconds=24 * 3600)


def data_export(*, user: Any, now: datetime) -> dict[str, Any]:
    """Return the copy to herself, JSON-ready, part by part (个人信息保护法 art. 45).

    Raises:
        TooOften: five copies were taken within a day.
    """
    throttle("privacy.export", str(user.pk), COPIES)
    return data_hand_out(user=user, actor=audit.actor_of(user), now=now)


def accounts_with_phone(phone: str) -> list[int]:
    """Return the accounts a number (E.164) belongs to, for whoever asks by letter or phone."""
    return sorted({pk for _, holder in holders() for pk in holder.accounts_with_phone(phone)})


@transaction.atomic
def data_hand_out(*, user: Any, actor: str, reason: str = "", now: datetime) -> dict[str, Any]:
    """Make the copy, for herself or for an operator she has asked; audited."""
    person = User.objects.select_for_update().get(pk=user.pk)
    parts = [
        {"part": label, "title": dict(zip(("zh", "en"), holder.title, strict=True)), "data": data}
        for label, holder in reversed(holders())
        if (data := holder.held(user=person))
    ]
    audit.record("privacy.data.exported", person, actor=actor, reason=reason, parts=len(parts))
    return {"takenAt": moment(now), "account": person.pk, "parts": parts}
