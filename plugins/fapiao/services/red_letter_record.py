"""The seller took back what of an issued fapiao is no longer paid for."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.fapiao import errors, rules
from plugins.fapiao.models import FapiaoRequest, RedLetter
from plugins.fapiao.selectors import excess_fen_of
from plugins.fapiao.services.fapiao_lock import fapiao_lock
from plugins.kernel import audit


@transaction.atomic
def red_letter_record(
    *, request_id: int, number: str, issued_on: date, fen: int, actor: str, now: datetime
) -> RedLetter:
    """Record number, date and amount of a red-letter fapiao; the same again changes nothing.

    Raises:
        FapiaoNotFound: there is no such request.
        NothingToTakeBack: nothing went back since the fapiao was made out.
        RedLetterDiffers: another amount is due.
        FapiaoNumberInvalid, FapiaoNumberUsed, IssueDateInvalid.
    """
    request = fapiao_lock(request_id=request_id, now=now)
    number = rules.number_checked(number)
    known = RedLetter.objects.filter(request=request, number=number).first()
    if known is not None:
        return known
    due_fen = excess_fen_of(request)
    if due_fen == 0 or request.issued_on is None:
        raise errors.NothingToTakeBack()
    if fen != due_fen:
        raise errors.RedLetterDiffers(field="totalFen", total_fen=due_fen)
    rules.issue_date_checked(
        issued_on=issued_on, paid_on=request.issued_on, today=timezone.localdate(now)
    )
    if FapiaoRequest.objects.filter(number=number).exists():
        raise errors.FapiaoNumberUsed(field="number")
    try:
        with transaction.atomic():
            red = RedLetter.objects.create(
                request=request,
                number=number,
                fen=fen,
                issued_on=issued_on,
                recorded_by=actor,
                recorded_at=now,
            )
    except IntegrityError as error:
        raise errors.FapiaoNumberUsed(field="number") from error
    audit.record("fapiao.request.taken_back", request, actor=actor, fen=fen)
    return red
