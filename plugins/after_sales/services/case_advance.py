"""The one way a case moves: state, deadline, audit and announcement together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from plugins.after_sales.errors import CaseNotFound, SameHand
from plugins.after_sales.models import Case
from plugins.after_sales.rules.deadlines import deadline_of
from plugins.after_sales.states import TRANSITIONS, CaseState
from plugins.kernel import outbox
from plugins.kernel.transitions import MoveRefused, move

SYSTEM = "system:after_sales"


def case_locked(case_id: int) -> Case:
    """Lock a case. Whoever needs it takes it before payment, order and stock.

    Raises:
        CaseNotFound: there is none.
    """
    case = Case.objects.select_for_update(of=("self",)).filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound(field="id")
    return case


def case_advance(
    case: Case,
    to: CaseState,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Move a locked case on, inside the caller's transaction.

    Raises:
        MoveRefused: its present state does not allow it.
    """
    deadline = deadline_of(to, since=now)
    moves = case.moves + 1
    move(
        case,
        to,
        transitions=TRANSITIONS,
        actor=actor,
        action=f"after_sales.case.{to.value}",
        reason=reason[:200],
        changes={
            "moves": moves,
            "due_at": deadline.due_at,
            "remind_at": deadline.remind_at,
            "reminded_at": None,
            "trouble": "",
            **(changes or {}),
        },
    )
    case_announce(case)


def case_announce(case: Case) -> None:
    outbox.put(
        topic="after_sales.moved",
        key=f"{case.pk}:{case.moves}",
        payload={"case_id": case.pk, "state": case.state},
    )


def refuse_arbiter(case: Case, *, actor: str) -> None:
    """Refuse whoever decided this case for the platform to act in it for the seller.

    Raises:
        SameHand: `actor` did.
    """
    if actor == case.decided_by:
        raise SameHand()


def refuse_unless(case: Case, *states: CaseState, to: CaseState) -> None:
    """Refuse early what the state does not allow, before anything is written.

    Raises:
        MoveRefused: the case is in none of `states`.
    """
    if CaseState(case.state) not in states:
        raise MoveRefused(current=case.state, to=to.value)
