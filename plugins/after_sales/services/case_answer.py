"""The seller answers a request."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.rules.wishes import text_checked
from plugins.after_sales.selectors import last_return_to
from plugins.after_sales.services.case_advance import (
    case_advance,
    case_locked,
    refuse_arbiter,
    refuse_unless,
)
from plugins.after_sales.services.case_refund import case_refund
from plugins.after_sales.states import CaseState


@transaction.atomic
def case_approve(
    *, case_id: int, actor: str, now: datetime, note: str = "", return_to: str = ""
) -> Case:
    """Say yes: the money is promised, or the buyer is asked to send the goods back.

    Without `return_to` she sends them where the enterprise's last return went.

    Raises:
        CaseNotFound, MoveRefused, TextInvalid.
        DomainError: the payment cannot be refunded any more.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.REQUESTED, to=CaseState.REFUNDING)
    answer = {
        "answered_by": actor,
        "answer_note": text_checked(note, field="note", shortest=0),
    }
    if case.kind == Kind.RETURN_AND_REFUND.value:
        given = text_checked(return_to, field="returnTo", shortest=0)
        answer["return_to"] = given or last_return_to(case)
        case_advance(case, CaseState.WAITING_RETURN, now=now, actor=actor, changes=answer)
    else:
        case_refund(case, now=now, actor=actor, **answer)
    return case


@transaction.atomic
def case_refuse(*, case_id: int, actor: str, note: str, now: datetime) -> Case:
    """Say no, with words to the buyer: to the request, or to what came back.

    The buyer may ask the platform; until that time is over the units stay counted,
    so that her amount remains as she was told.

    Raises:
        CaseNotFound, MoveRefused, TextInvalid.
        SameHand: `actor` decided this case for the platform.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.REQUESTED, CaseState.RETURNING, to=CaseState.REFUSED)
    refuse_arbiter(case, actor=actor)
    words = text_checked(note, field="note")
    case_advance(
        case,
        CaseState.REFUSED,
        now=now,
        actor=actor,
        reason=words,
        changes={"answered_by": actor, "answer_note": words},
    )
    return case
