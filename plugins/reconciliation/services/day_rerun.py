"""Run a day again because a person asked for it, and say how far it is."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from django.core.cache import cache
from django.db import transaction

from plugins.kernel import audit
from plugins.kernel.errors import DomainError, GatewayError
from plugins.reconciliation import rules
from plugins.reconciliation.bill_store import bills_folder
from plugins.reconciliation.errors import DayNotOver
from plugins.reconciliation.gateway import BillGateway
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.wechat_pay.public import bill_gateway

logger = logging.getLogger(__name__)

#: Progress is for the people who look at the page now; the result stands in the tables.
REMEMBERED = 3600


class RunState(Enum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Run:
    """How far the latest run of a day is."""

    state: RunState
    since: str
    told: str = ""


def run_of(day: date) -> Run | None:
    """Return the latest run that somebody asked for within the hour, or None."""
    found = cache.get(_key(day))
    return Run(**{**found, "state": RunState(found["state"])}) if found else None


@transaction.atomic
def day_rerun_ask(*, bill: BillDay, actor: str, reason: str, now: datetime) -> None:
    """Queue the day of a bill; asking twice runs it twice, which does no harm.

    Raises:
        DayNotOver: the day has not ended in Beijing.
    """
    from plugins.reconciliation.tasks import day_rerun_task

    if bill.day >= now.astimezone(rules.BEIJING).date():
        raise DayNotOver(day=bill.day.isoformat())
    audit.record("reconciliation.bill.rerun_asked", bill, actor=actor, reason=reason)
    _note(bill.day, RunState.QUEUED, now)
    day = bill.day.isoformat()
    transaction.on_commit(lambda: day_rerun_task.delay(day, actor))


def day_rerun(
    *,
    day: date,
    actor: str,
    now: datetime,
    gateway: BillGateway | None = None,
    folder: Path | None = None,
) -> RunState:
    """Fetch the day's bills anew and compare; what stands in the way is told, not raised."""
    _note(day, RunState.RUNNING, now)
    try:
        day_reconcile(
            day=day,
            gateway=gateway or bill_gateway(),
            folder=folder or bills_folder(),
            now=now,
            actor=actor,
            refetch=True,
        )
    except (GatewayError, DomainError) as error:
        logger.warning("reconciliation of %s, asked for by %s, failed: %s", day, actor, error)
        _note(day, RunState.FAILED, now, told=str(error)[:300])
        return RunState.FAILED
    _note(day, RunState.DONE, now)
    return RunState.DONE


def _note(day: date, state: RunState, now: datetime, *, told: str = "") -> None:
    run = Run(state=state, since=now.isoformat(), told=told)
    cache.set(_key(day), {**asdict(run), "state": state.value}, REMEMBERED)


def _key(day: date) -> str:
    return f"reconciliation:run:{day.isoformat()}"
