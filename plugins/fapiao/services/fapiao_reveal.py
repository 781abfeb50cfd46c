"""Staff look at a buyer's full details: allowed, and written down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from plugins.fapiao.errors import FapiaoNotFound, ReasonMissing
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.selectors import FapiaoEntry, entry_of, fapiao_requests
from plugins.kernel import audit

REASON_LONGEST = 200


@transaction.atomic
def fapiao_reveal(
    *, requests: Iterable[FapiaoRequest], actor: str, reason: str, now: datetime
) -> list[FapiaoEntry]:
    """Return the entries unmasked, one audit entry each with who looked and why.

    Raises:
        ReasonMissing: no purpose is given, or it is too long.
    """
    purpose = " ".join(reason.split())
    if not purpose or len(purpose) > REASON_LONGEST:
        raise ReasonMissing(field="reason")
    entries = []
    for request in requests:
        audit.record("fapiao.request.revealed", request, actor=actor, reason=purpose)
        entries.append(entry_of(request, now=now, is_masked=False))
    return entries


def fapiao_reveal_one(*, request_id: int, actor: str, reason: str, now: datetime) -> FapiaoEntry:
    """Return one entry unmasked.

    Raises:
        FapiaoNotFound: there is no such request.
        ReasonMissing: no purpose is given, or it is too long.
    """
    found = fapiao_requests().filter(pk=request_id)
    entries = fapiao_reveal(requests=found, actor=actor, reason=reason, now=now)
    if not entries:
        raise FapiaoNotFound(field="id")
    return entries[0]
