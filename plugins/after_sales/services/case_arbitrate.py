"""The platform decides between buyer and seller."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.after_sales.errors import SameHand, ShippedMeanwhile
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.rules.wishes import DESCRIPTION_LONGEST, text_checked
from plugins.after_sales.selectors import case_of_buyer
from plugins.after_sales.services.case_advance import case_advance, case_locked, refuse_unless
from plugins.after_sales.services.case_refund import case_refund
from plugins.after_sales.states import CaseState
from plugins.kernel import audit
from plugins.orders.public import order_lock


@transaction.atomic
def case_escalate(*, number: str, buyer: Any, appeal: str, now: datetime) -> Case:
    """Ask the platform after the seller's refusal.

    Raises:
        CaseNotFound, MoveRefused, TextInvalid: nothing was changed.
        ShippedMeanwhile: the goods left after the refusal; that is another request.
    """
    words = text_checked(appeal, field="appeal", longest=DESCRIPTION_LONGEST)
    case = case_locked(case_of_buyer(number=number, buyer=buyer).pk)
    refuse_unless(case, CaseState.REFUSED, to=CaseState.ARBITRATION)
    if not case.is_shipped:
        _refuse_shipped(case)
    case_advance(
        case,
        CaseState.ARBITRATION,
        now=now,
        actor=audit.actor_of(buyer),
        changes={"appeal": words},
    )
    return case


def _refuse_shipped(case: Case) -> None:
    """Look under the order's lock: shipping waits for it, and then for the arbiter."""
    order_lock(order_id=case.order_id)
    for line in case.lines.select_related("line__order_line"):
        if line.line.order_line.quantity_unfulfilled < line.quantity:
            raise ShippedMeanwhile(field="number")


@transaction.atomic
def case_decide(*, case_id: int, for_buyer: bool, note: str, actor: str, now: datetime) -> Case:
    """Decide for one side, with words to both. Nothing decides in the platform's place.

    For the buyer: the money is promised, or, where goods are still with her, she
    is asked to send them back first.

    Raises:
        CaseNotFound, MoveRefused, TextInvalid.
        SameHand: `actor` answered the case for the seller.
        DomainError: the payment cannot be refunded any more.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.ARBITRATION, to=CaseState.REFUNDING)
    if actor == case.answered_by:
        raise SameHand()
    words = text_checked(note, field="note")
    decision = {"decided_by": actor, "decision_note": words}
    if not for_buyer:
        to = CaseState.REJECTED
    elif case.kind == Kind.RETURN_AND_REFUND.value and not case.return_tracking_no:
        to = CaseState.WAITING_RETURN
    else:
        case_refund(case, now=now, actor=actor, reason=words, **decision)
        return case
    case_advance(case, to, now=now, actor=actor, reason=words, changes=decision)
    return case
