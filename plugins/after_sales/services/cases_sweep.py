"""What happens by itself: defaults, reminders, and money that has arrived."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from plugins.after_sales.models import Case
from plugins.after_sales.rules.deadlines import STAGES, Default, Party
from plugins.after_sales.services.case_advance import SYSTEM, case_advance, case_locked
from plugins.after_sales.services.case_answer import case_approve
from plugins.after_sales.services.case_refund import case_settle
from plugins.after_sales.services.case_return import case_receive
from plugins.after_sales.states import MONEY_MOVES, CaseState
from plugins.kernel import audit, outbox
from plugins.kernel.errors import DomainError

logger = logging.getLogger(__name__)
BATCH = 200
#: A default that cannot be carried out is tried again, and shown to staff meanwhile.
AGAIN_AFTER = timedelta(days=1)


def cases_sweep(*, now: datetime) -> dict[str, int]:
    """Work through the three due-lists; one case that fails stops no other.

    Derived from the books alone: it does not matter when or how often it runs.

    Returns:
        How many were `defaulted`, `reminded`, `settled`, and how many `failed`.
    """
    counts = dict.fromkeys(("defaulted", "reminded", "settled", "failed"), 0)
    by_itself = [
        state.value for state, stage in STAGES.items() if stage.default is not Default.NOTHING
    ]
    overdue = Case.objects.filter(state__in=by_itself, due_at__lte=now).order_by("due_at", "pk")
    _each(overdue, "defaulted", counts, lambda pk: _default(pk, now=now))
    to_remind = Case.objects.filter(remind_at__lte=now, reminded_at=None, due_at__isnull=False)
    _each(to_remind.order_by("due_at", "pk"), "reminded", counts, lambda pk: _remind(pk, now=now))
    moving = Case.objects.filter(state__in=[state.value for state in MONEY_MOVES])
    _each(moving.order_by("pk"), "settled", counts, lambda pk: _settle(pk, now=now))
    return counts


def _each(
    cases: QuerySet[Case], name: str, counts: dict[str, int], act: Callable[[int], bool]
) -> None:
    for case_id in list(cases.values_list("pk", flat=True)[:BATCH]):
        try:
            counts[name] += act(case_id)
        except DomainError as error:
            logger.error("after_sales case %s cannot be %s: %s", case_id, name, error)
            counts["failed"] += 1


def _default(case_id: int, *, now: datetime) -> bool:
    try:
        return _default_now(case_id, now=now)
    except DomainError as error:
        Case.objects.filter(pk=case_id).update(
            trouble=f"{error.code}: {error.message_zh}"[:200], due_at=now + AGAIN_AFTER
        )
        raise


@transaction.atomic
def _default_now(case_id: int, *, now: datetime) -> bool:
    case = case_locked(case_id)
    stage = STAGES.get(CaseState(case.state))
    if stage is None or case.due_at is None or case.due_at > now:
        return False  # somebody acted since the list was read
    if stage.default is Default.APPROVE:
        case_approve(case_id=case.pk, actor=SYSTEM, now=now)
    elif stage.default is Default.RECEIVE:
        case_receive(case_id=case.pk, resaleable={}, actor=SYSTEM, now=now)
    elif stage.default is Default.CLOSE:
        case_advance(case, CaseState.CLOSED, now=now, actor=SYSTEM, reason="overdue")
    else:
        return False
    return True


@transaction.atomic
def _remind(case_id: int, *, now: datetime) -> bool:
    case = case_locked(case_id)
    if case.reminded_at is not None or case.remind_at is None or case.remind_at > now:
        return False
    Case.objects.filter(pk=case.pk).update(reminded_at=now)
    waits_for = STAGES[CaseState(case.state)].waits_for
    facts: dict[str, Any] = {
        "waits_for": waits_for.value,
        "enterprise": case.child_order.enterprise_id if case.child_order else None,
        "due_at": case.due_at.isoformat() if case.due_at else None,
    }
    if waits_for is Party.SELLER:
        audit.record(
            "after_sales.case.deadline_near", case, actor=SYSTEM, reason=case.state, **facts
        )
    else:
        audit.record(
            "after_sales.case.reminder_due", case, actor=SYSTEM, reason=case.state, **facts
        )
    outbox.put(
        topic="after_sales.reminder",
        key=f"{case.pk}:{case.moves}",
        payload={"case_id": case.pk, "state": case.state},
    )
    return True


def _settle(case_id: int, *, now: datetime) -> bool:
    before = Case.objects.values_list("state", flat=True).get(pk=case_id)
    return case_settle(case_id=case_id, now=now).value != before
