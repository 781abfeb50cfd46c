"""The seller makes out no fapiao, and says why."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.fapiao import rules
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.services.fapiao_lock import fapiao_lock
from plugins.fapiao.states import TRANSITIONS, FapiaoState
from plugins.kernel.transitions import move


@transaction.atomic
def fapiao_refuse(
    *, request_id: int, reason: rules.RefusalReason, note: str, actor: str, now: datetime
) -> FapiaoRequest:
    """Refuse a request; the buyer reads `note` and may ask again.

    Only `reason` goes into the audit trail: a note may name a person.

    Raises:
        FapiaoNotFound, MoveRefused: no such request, or it is decided already.
        NoteMissing: "other" without a note, or one that is too long.
    """
    note = rules.note_checked(reason=reason, note=note)
    request = fapiao_lock(request_id=request_id, now=now)
    move(
        request,
        FapiaoState.REFUSED,
        transitions=TRANSITIONS,
        actor=actor,
        action="fapiao.request.refused",
        reason=reason.value,
        changes={"refusal": reason.value, "refusal_note": note, "decided_at": now},
    )
    return request
