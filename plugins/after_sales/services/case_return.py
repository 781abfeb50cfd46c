"""Goods on their way back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.after_sales.errors import QuantityInvalid
from plugins.after_sales.models import Case
from plugins.after_sales.rules.wishes import return_to_checked
from plugins.after_sales.selectors import case_of_buyer
from plugins.after_sales.services.case_advance import (
    SYSTEM,
    case_advance,
    case_locked,
    refuse_arbiter,
    refuse_unless,
)
from plugins.after_sales.services.case_refund import case_refund
from plugins.after_sales.states import CaseState
from plugins.kernel import audit
from plugins.orders.public import order_lines_restock
from plugins.shipments.public import Label, Method, labels_checked


@transaction.atomic
def case_return_sent(*, number: str, buyer: Any, label: Label, now: datetime) -> Case:
    """Keep with which parcel the buyer sends the goods back.

    Raises:
        CaseNotFound, MoveRefused, CompanyUnknown, TrackingInvalid: nothing was changed.
    """
    [checked] = labels_checked(method=Method.EXPRESS, labels=[label])
    case = case_locked(case_of_buyer(number=number, buyer=buyer).pk)
    case_advance(
        case,
        CaseState.RETURNING,
        now=now,
        actor=audit.actor_of(buyer),
        changes={"return_company": checked.company, "return_tracking_no": checked.tracking_no},
    )
    return case


@transaction.atomic
def case_return_to_set(*, case_id: int, return_to: str, actor: str, now: datetime) -> Case:
    """Say, or correct, where the buyer sends the goods, while she has not sent them.

    Raises:
        CaseNotFound, MoveRefused.
        ReturnAddressMissing: nothing, or too much, is given.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.WAITING_RETURN, to=CaseState.WAITING_RETURN)
    case.return_to = return_to_checked(return_to)
    case.save(update_fields=["return_to"])
    audit.record("after_sales.case.return_to_set", case, actor=actor)
    return case


@transaction.atomic
def case_receive(*, case_id: int, resaleable: Mapping[int, int], actor: str, now: datetime) -> Case:
    """The goods came back: refund, and sell again what the seller says can be sold.

    `resaleable` names units by order line; what it leaves out is not for sale.

    Raises:
        CaseNotFound, MoveRefused.
        SameHand: `actor` decided this case for the platform.
        QuantityInvalid: a line of another case, or more than came back.
        DomainError: the payment cannot be refunded any more.
    """
    case = case_locked(case_id)
    refuse_unless(case, CaseState.RETURNING, to=CaseState.REFUNDING)
    refuse_arbiter(case, actor=actor)
    came_back = {line.line.order_line_id: line for line in case.lines.select_related("line")}
    for line_id, units in resaleable.items():
        if line_id not in came_back or not 0 <= units <= came_back[line_id].quantity:
            raise QuantityInvalid(field="resaleable")
    for line_id, line in came_back.items():
        line.resaleable = resaleable.get(line_id, 0)
        line.save(update_fields=["resaleable"])
    changes: dict[str, Any] = {"return_received_at": now}
    if actor != SYSTEM:
        changes["answered_by"] = actor
    case_refund(case, now=now, actor=actor, **changes)
    for_sale = {line_id: units for line_id, units in resaleable.items() if units}
    if for_sale:
        order_lines_restock(
            order_id=case.order_id, quantities=for_sale, actor=actor, reason=case.number
        )
    return case
