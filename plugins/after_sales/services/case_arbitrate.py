"""The platform decides between buyer and seller."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.after_sales.errors import (
    AwardInvalid,
    AwardNeedsShipped,
    SameHand,
    ShippedMeanwhile,
)
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.rules.wishes import DESCRIPTION_LONGEST, text_checked
from plugins.after_sales.selectors import case_of_buyer, last_return_to
from plugins.after_sales.services.case_advance import case_advance, case_locked, refuse_unless
from plugins.after_sales.services.case_refund import case_refund
from plugins.after_sales.states import CaseState
from plugins.kernel import audit
from plugins.kernel.money import allocate
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
def case_decide(
    *,
    case_id: int,
    for_buyer: bool,
    note: str,
    actor: str,
    now: datetime,
    awarded_fen: int | None = None,
    return_to: str = "",
) -> Case:
    """Decide for one side, or award a part, with words to both.

    For the buyer: the money is promised, or, where goods are still with her, she
    is asked to send them back first. With `awarded_fen` that much is promised at
    once and the goods stay where they are. Nothing decides in the platform's place.

    Raises:
        CaseNotFound, MoveRefused, TextInvalid.
        AwardInvalid, AwardNeedsShipped: a part that cannot be awarded.
        SameHand: `actor` answered the case for the seller.
        DomainError: the payment cannot be refunded any more.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.ARBITRATION, to=CaseState.REFUNDING)
    if actor == case.answered_by:
        raise SameHand()
    words = text_checked(note, field="note")
    decision: dict[str, Any] = {"decided_by": actor, "decision_note": words}
    is_to_return = case.kind == Kind.RETURN_AND_REFUND.value and not case.return_tracking_no
    if awarded_fen is not None:
        _award(case, awarded_fen, for_buyer=for_buyer)
        decision["awarded_fen"] = awarded_fen
    elif not for_buyer:
        case_advance(case, CaseState.REJECTED, now=now, actor=actor, reason=words, changes=decision)
        return case
    elif is_to_return:
        given = text_checked(return_to, field="returnTo", shortest=0)
        decision["return_to"] = given or case.return_to or last_return_to(case)
        case_advance(
            case, CaseState.WAITING_RETURN, now=now, actor=actor, reason=words, changes=decision
        )
        return case
    case_refund(case, now=now, actor=actor, reason=words, **decision)
    return case


def _award(case: Case, awarded_fen: int, *, for_buyer: bool) -> None:
    """Divide an award among what the case asks for, shipping included, to the fen."""
    if not for_buyer or not 0 < awarded_fen < case.fen:
        raise AwardInvalid(field="awardedFen")
    if not case.is_shipped:
        raise AwardNeedsShipped(field="awardedFen")
    lines = list(case.lines.order_by("pk"))
    parts = allocate(awarded_fen, [*(line.fen for line in lines), case.shipping_fen])
    for line, fen in zip(lines, parts[:-1], strict=True):
        line.awarded_fen = fen
        line.save(update_fields=["awarded_fen"])
    case.awarded_fen = awarded_fen
