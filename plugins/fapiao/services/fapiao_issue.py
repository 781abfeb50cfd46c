"""The seller records the fapiao that was made out in the tax system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.fapiao import errors, rules
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.selectors import invoiceable_fen
from plugins.fapiao.services.fapiao_lock import fapiao_lock
from plugins.fapiao.states import TRANSITIONS, FapiaoState
from plugins.kernel.transitions import move


@dataclass(frozen=True)
class IssuedFapiao:
    """What stands on the fapiao, as the seller gives it.

    Attributes:
        total_fen: its amount with tax, in fen.
        document: an https link or file reference of its PDF or OFD, or "".
        file: name of its PDF in `file_store`, instead of a link.
    """

    number: str
    issued_on: date
    total_fen: int
    document: str = ""
    file: str = ""


@transaction.atomic
def fapiao_issue(
    *, request_id: int, revision: int, issued: IssuedFapiao, actor: str, now: datetime
) -> FapiaoRequest:
    """Record number, date, amount and document; the request is settled with it.

    `revision` is that of the details which were put on the fapiao. Recording the
    same fapiao again changes nothing.

    Raises:
        FapiaoNotFound, MoveRefused: no such request, or it is decided otherwise.
        DetailsChanged: the buyer changed them since.
        AmountDiffers: not what was paid for the enterprise's part less what went back.
        FapiaoNumberInvalid, FapiaoNumberUsed, IssueDateInvalid, DocumentInvalid.
    """
    request = fapiao_lock(request_id=request_id, now=now)
    number = rules.number_checked(issued.number)
    if request.state == FapiaoState.ISSUED.value and request.number == number:
        return request
    document = rules.document_checked(issued.document)
    placed = request.order.placed
    rules.issue_date_checked(
        issued_on=issued.issued_on,
        paid_on=timezone.localdate(placed.paid_at),
        today=timezone.localdate(now),
    )
    if request.state == FapiaoState.REQUESTED.value:
        _refuse_outdated(request=request, revision=revision, total_fen=issued.total_fen)
    try:
        with transaction.atomic():
            move(
                request,
                FapiaoState.ISSUED,
                transitions=TRANSITIONS,
                actor=actor,
                action="fapiao.request.issued",
                changes={
                    "number": number,
                    "issued_on": issued.issued_on,
                    "issued_fen": issued.total_fen,
                    "document": "" if issued.file else document,
                    "file": issued.file,
                    "decided_at": now,
                },
            )
    except IntegrityError as error:
        raise errors.FapiaoNumberUsed(field="number") from error
    return request


def _refuse_outdated(*, request: FapiaoRequest, revision: int, total_fen: int) -> None:
    if revision != request.revision:
        raise errors.DetailsChanged(field="revision", revision=request.revision)
    due_fen = invoiceable_fen(request)
    if due_fen <= 0:
        raise errors.OrderNotPaid()
    if total_fen != due_fen:
        raise errors.AmountDiffers(field="totalFen", total_fen=due_fen)
