from __future__ import annotations

from datetime import datetime
from typing import Any

from plugins.marketplace.errors import StillAMember
from plugins.marketplace.models import Member
from plugins.marketplace.states import MemberState


def refuse_closing(*, user: Any, now: datetime) -> None:
    """Keep the account of who works for an enterprise.

    Raises:
        StillAMember: the enterprise has to let them go first.
    """
    if Member.objects.filter(user=user, state=MemberState.ACTIVE.value).exists():
        raise StillAMember()
