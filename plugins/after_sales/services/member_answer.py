"""The enterprise whose goods a case is about answers it itself.

Whose case it is never changes, so it is asked before the case is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.rules.wishes import return_to_checked
from plugins.after_sales.selectors import case_of_enterprise
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_return import case_receive, case_return_to_set
from plugins.marketplace.public import MemberActor, Role


def member_approve(
    *, actor: MemberActor, number: str, now: datetime, note: str = "", return_to: str = ""
) -> Case:
    """Say yes; where goods come back, to which address.

    Raises:
        RoleMissing, CaseNotFound, MoveRefused, TextInvalid, ReturnAddressMissing.
        DomainError: the payment cannot be refunded any more.
    """
    case = _own(actor, number)
    if case.kind == Kind.RETURN_AND_REFUND.value:
        return_to = return_to_checked(return_to)
    return case_approve(case_id=case.pk, actor=str(actor), now=now, note=note, return_to=return_to)


def member_refuse(*, actor: MemberActor, number: str, note: str, now: datetime) -> Case:
    """Say no, to the request or to what came back, with words to the buyer.

    Raises:
        RoleMissing, CaseNotFound, MoveRefused, TextInvalid.
    """
    return case_refuse(case_id=_own(actor, number).pk, actor=str(actor), note=note, now=now)


def member_receive(
    *, actor: MemberActor, number: str, resaleable: Mapping[int, int], now: datetime
) -> Case:
    """The goods came back: refund; `resaleable` names units by order line.

    Raises:
        RoleMissing, CaseNotFound, MoveRefused, QuantityInvalid.
        DomainError: the payment cannot be refunded any more.
    """
    case = _own(actor, number)
    return case_receive(case_id=case.pk, resaleable=resaleable, actor=str(actor), now=now)


def member_return_to_set(*, actor: MemberActor, number: str, return_to: str, now: datetime) -> Case:
    """Correct where the buyer sends the goods.

    Raises:
        RoleMissing, CaseNotFound, MoveRefused, ReturnAddressMissing.
    """
    case = _own(actor, number)
    return case_return_to_set(case_id=case.pk, return_to=return_to, actor=str(actor), now=now)


def _own(actor: MemberActor, number: str) -> Case:
    actor.require(Role.ORDERS)
    return case_of_enterprise(number=number, enterprise_id=actor.enterprise_id)
