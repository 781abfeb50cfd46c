"""Record that the bank paid a period out."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction

from plugins.kernel.transitions import move
from plugins.settlement.errors import NothingToPay, ReferenceInvalid, ReferenceUsed
from plugins.settlement.models import Payout, Period
from plugins.settlement.states import (
    PAYOUT_TRANSITIONS,
    PERIOD_TRANSITIONS,
    PayoutState,
    PeriodState,
)

REFERENCE = re.compile(r"[0-9A-Za-z_-]{6,64}")


def payout_record(*, period_id: int, reference: str, actor: str, now: datetime) -> Payout:
    """Note the bank's number of the transfer that paid a confirmed period.

    The platform keeps no wallet: the money goes from its account to the
    enterprise's, and this says which transfer it was. The same number again
    changes nothing. The caller has checked that `actor` may do this.

    Raises:
        NothingToPay: the period is not confirmed, or nothing was owed.
        ReferenceInvalid, ReferenceUsed: the number cannot be used.
        MoveRefused: another transfer was recorded.
    """
    reference = reference.strip()
    if not REFERENCE.fullmatch(reference):
        raise ReferenceInvalid(field="reference")
    try:
        return _record(period_id=period_id, reference=reference, actor=actor, now=now)
    except IntegrityError as error:
        raise ReferenceUsed(field="reference") from error


@transaction.atomic
def _record(*, period_id: int, reference: str, actor: str, now: datetime) -> Payout:
    payout = Payout.objects.select_for_update().filter(period_id=period_id).first()
    if payout is None:
        raise NothingToPay()
    if payout.state == PayoutState.DONE.value and payout.reference == reference:
        return payout
    move(
        payout,
        PayoutState.DONE,
        transitions=PAYOUT_TRANSITIONS,
        actor=actor,
        action="settlement.payout.done",
        reason=reference,
        changes={"reference": reference, "done_at": now},
    )
    move(
        Period.objects.get(pk=period_id),
        PeriodState.PAID,
        transitions=PERIOD_TRANSITIONS,
        actor=actor,
        action="settlement.period.paid",
    )
    return payout
