"""Both sides agree on a period: the enterprise confirms or objects, the platform answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.kernel.transitions import move
from plugins.marketplace.public import MemberActor, Role
from plugins.settlement.errors import AdjustmentInvalid, DisputeEmpty, PeriodNotFound
from plugins.settlement.models import Payout, Period
from plugins.settlement.services.entry_book import entry_book
from plugins.settlement.services.period_close import CONFIRM_WITHIN, recount
from plugins.settlement.states import PERIOD_TRANSITIONS, EntryKind, PeriodState


@transaction.atomic
def period_confirm(*, actor: MemberActor, period_id: int, now: datetime) -> Period:
    """Agree on the enterprise's behalf; a positive balance is then to be paid.

    Raises:
        RoleMissing: the actor does not keep the books.
        PeriodNotFound: not a period of this enterprise.
        MoveRefused: it does not await a confirmation.
    """
    actor.require(Role.FINANCE)
    period = _locked(period_id, enterprise_id=actor.enterprise_id)
    return _confirmed(period, actor=str(actor), now=now)


def periods_confirm_silent(*, now: datetime) -> int:
    """Take silence for consent once the time to object is over; return how many."""
    silent = Period.objects.filter(state=PeriodState.CLOSED.value, confirm_by__lte=now)
    confirmed = 0
    for period_id in silent.order_by("confirm_by").values_list("pk", flat=True)[:200]:
        with transaction.atomic():
            period = _locked(period_id)
            if period.state == PeriodState.CLOSED.value and period.confirm_by <= now:
                _confirmed(period, actor="system:settlement", now=now, reason="no_objection")
                confirmed += 1
    return confirmed


@transaction.atomic
def period_dispute(*, actor: MemberActor, period_id: int, objection: str, now: datetime) -> Period:
    """Object on the enterprise's behalf.

    Raises:
        RoleMissing, PeriodNotFound, MoveRefused: as `period_confirm`.
        DisputeEmpty: it does not say what is wrong.
    """
    actor.require(Role.FINANCE)
    if not objection.strip():
        raise DisputeEmpty(field="objection")
    period = _locked(period_id, enterprise_id=actor.enterprise_id)
    move(
        period,
        PeriodState.DISPUTED,
        transitions=PERIOD_TRANSITIONS,
        actor=str(actor),
        action="settlement.period.disputed",
        reason=objection.strip()[:200],
        changes={"dispute": objection.strip()[:500]},
    )
    return period


@transaction.atomic
def dispute_answer(
    *, period_id: int, adjustment_fen: int, answer: str, actor: str, now: datetime
) -> Period:
    """Answer an objection, with an amount in the enterprise's favour, against it, or none.

    The enterprise is asked anew. The caller has checked that `actor` may do this.

    Raises:
        PeriodNotFound, MoveRefused: there is no objection to answer.
        AdjustmentInvalid: the answer says nothing.
    """
    answer = answer.strip()
    if not answer:
        raise AdjustmentInvalid(field="answer")
    period = _locked(period_id)
    move(
        period,
        PeriodState.CLOSED,
        transitions=PERIOD_TRANSITIONS,
        actor=actor,
        action="settlement.period.answered",
        reason=answer[:200],
        changes={"confirm_by": now + CONFIRM_WITHIN},
    )
    entry_book(
        enterprise_id=period.enterprise_id,
        kind=EntryKind.ADJUSTMENT,
        fen=adjustment_fen,
        key=f"dispute:{period.pk}:{now.isoformat()}",
        actor=actor,
        now=now,
        note=answer[:200],
        period=period,
    )
    recount(period)
    return period


def _confirmed(period: Period, *, actor: str, now: datetime, reason: str = "") -> Period:
    move(
        period,
        PeriodState.CONFIRMED,
        transitions=PERIOD_TRANSITIONS,
        actor=actor,
        action="settlement.period.confirmed",
        reason=reason,
        changes={"confirmed_at": now},
    )
    if period.closing_fen > 0:
        _plan_payout(period, actor=actor, now=now)
    return period


def _plan_payout(period: Period, *, actor: str, now: datetime) -> None:
    """Move the balance from the ledger to a payout: no later period pays it again."""
    Payout.objects.create(period=period, fen=period.closing_fen, planned_at=now)
    entry_book(
        enterprise_id=period.enterprise_id,
        kind=EntryKind.PAYOUT,
        fen=-period.closing_fen,
        key=f"period:{period.pk}",
        actor=actor,
        now=now,
        period=period,
    )


def _locked(period_id: int, *, enterprise_id: int | None = None) -> Period:
    periods = Period.objects.select_for_update()
    if enterprise_id is not None:
        periods = periods.filter(enterprise_id=enterprise_id)
    period = periods.filter(pk=period_id).first()
    if period is None:
        raise PeriodNotFound()
    return period
