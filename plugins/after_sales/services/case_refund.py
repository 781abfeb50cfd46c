"""The money of a case: promised, followed, tried again."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from plugins.after_sales.errors import NoTrouble
from plugins.after_sales.models import Case
from plugins.after_sales.services.case_advance import (
    SYSTEM,
    case_advance,
    case_locked,
    refuse_unless,
)
from plugins.after_sales.states import MONEY_MOVES, CaseState
from plugins.orders.public import (
    RefundStanding,
    order_lines_cancel,
    order_refund_again,
    order_refund_promise,
    order_refund_standing,
)

logger = logging.getLogger(__name__)
#: What the payment providers call refunds of this kind.
AFTER_SALES = "after_sales"


def case_refund(
    case: Case, *, now: datetime, actor: str, reason: str = "", **changes: object
) -> None:
    """Promise the money of a locked case, and free goods that have not left.

    No remote call: the provider's sweep pursues the promise. The payment is locked
    before the order, as everywhere.

    Raises:
        MoveRefused: its state does not allow it.
        DomainError: the provider cannot do it, e.g. less is left of the payment.
    """
    lines = {line.line.order_line_id: line.refund_fen for line in case.lines.select_related("line")}
    order_refund_promise(
        order_id=case.order_id,
        fen=case.refund_fen,
        key=case.refund_key,
        reason=AFTER_SALES,
        requested_by=actor,
        now=now,
        lines=lines,
        shipping_fen=case.refund_fen - sum(lines.values()),
    )
    if not case.is_shipped:
        units = dict(case.lines.values_list("line__order_line_id", "quantity"))
        if units:
            order_lines_cancel(
                order_id=case.order_id,
                quantities=units,
                key=case.refund_key,
                actor=actor,
                reason=case.number,
                now=now,
            )
    case_advance(case, CaseState.REFUNDING, now=now, actor=actor, reason=reason, changes=changes)


@transaction.atomic
def case_settle(*, case_id: int, now: datetime) -> CaseState:
    """Bring a case in line with what its provider says of the refund; safe to repeat."""
    case = case_locked(case_id)
    state = CaseState(case.state)
    if state not in MONEY_MOVES:
        return state
    standing = order_refund_standing(order_id=case.order_id, key=case.refund_key)
    if standing is RefundStanding.SUCCEEDED:
        case_advance(case, CaseState.REFUNDED, now=now, actor=SYSTEM, changes={"refunded_at": now})
    elif standing is RefundStanding.UNDER_WAY:
        if state is CaseState.REFUND_FAILED:
            case_advance(case, CaseState.REFUNDING, now=now, actor=SYSTEM)
    elif state is CaseState.REFUNDING:
        trouble = standing.value if standing else "missing"
        logger.error("after_sales %s: its refund needs a person: %s", case, trouble)
        case_advance(
            case, CaseState.REFUND_FAILED, now=now, actor=SYSTEM, changes={"trouble": trouble}
        )
    return CaseState(case.state)


@transaction.atomic
def case_refund_again(*, case_id: int, actor: str, now: datetime) -> Case:
    """Try a failed refund once more.

    Raises:
        CaseNotFound, MoveRefused.
        NoTrouble: the provider is at it, or the money has to be paid by hand.
        DomainError: the provider can no longer do it.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.REFUND_FAILED, to=CaseState.REFUNDING)
    standing = order_refund_standing(order_id=case.order_id, key=case.refund_key)
    if standing is not RefundStanding.FAILED:
        raise NoTrouble(field="id")
    order_refund_again(order_id=case.order_id, key=case.refund_key, requested_by=actor, now=now)
    case_advance(case, CaseState.REFUNDING, now=now, actor=actor)
    return case
