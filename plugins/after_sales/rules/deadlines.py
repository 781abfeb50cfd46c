"""How long everybody has, and what happens without an answer. Pure.

The one table of deadlines: change numbers here, nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

import chinese_calendar

from plugins.after_sales.rules.case_state import CaseState
from plugins.after_sales.rules.windows import BEIJING


class Default(Enum):
    """What happens by itself when a stage's time is over."""

    APPROVE = "approve"  # the seller's silence is a yes
    CLOSE = "close"  # the buyer's silence is a no
    RECEIVE = "receive"  # a parcel nobody complains about has arrived
    NOTHING = "nothing"  # a person has to; it stays overdue


class Party(Enum):
    """Who has to act."""

    BUYER = "buyer"  # 买家
    SELLER = "seller"  # 商家: the enterprise whose goods they are
    PLATFORM = "platform"  # 平台


@dataclass(frozen=True)
class Stage:
    """How long a state may last, and when the one who is to act is reminded."""

    waits_for: Party
    lasts: timedelta
    remind_before: timedelta
    default: Default
    in_working_days: bool = False


STAGES: Mapping[CaseState, Stage] = {
    CaseState.REQUESTED: Stage(
        Party.SELLER, timedelta(hours=48), timedelta(hours=12), Default.APPROVE
    ),
    CaseState.WAITING_RETURN: Stage(
        Party.BUYER, timedelta(days=7), timedelta(days=2), Default.CLOSE
    ),
    CaseState.RETURNING: Stage(Party.SELLER, timedelta(days=7), timedelta(days=1), Default.RECEIVE),
    CaseState.REFUSED: Stage(Party.BUYER, timedelta(days=7), timedelta(days=2), Default.CLOSE),
    CaseState.ARBITRATION: Stage(
        Party.PLATFORM,
        timedelta(days=3),
        timedelta(days=1),
        Default.NOTHING,
        in_working_days=True,
    ),
}


@dataclass(frozen=True)
class Deadline:
    due_at: datetime | None
    remind_at: datetime | None


def deadline_of(state: CaseState, *, since: datetime) -> Deadline:
    """Return until when a case may stay in `state`; no times where nobody is waited for."""
    stage = STAGES.get(state)
    if stage is None:
        return Deadline(None, None)
    if stage.in_working_days:
        due = working_days_later(since, days=stage.lasts.days)
    else:
        due = since + stage.lasts
    return Deadline(due_at=due, remind_at=due - stage.remind_before)


def working_days_later(moment: datetime, *, days: int) -> datetime:
    """Return the same time of day, `days` Chinese working days later."""
    local = moment.astimezone(BEIJING)
    day = local.date()
    while days:
        day += timedelta(days=1)
        days -= is_workday(day)
    return local.replace(year=day.year, month=day.month, day=day.day)


def is_workday(day: date) -> bool:
    """Tell working days; in years whose holidays are not announced yet, Monday to Friday."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
