"""Close the expert review and put the application on public notice."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import PeriodInvalid, ReviewIncomplete, ScoreTooLow
from plugins.brand.models import Licence
from plugins.brand.rules import reviewing
from plugins.brand.rules.working_days import is_weekday, notice_last_day
from plugins.brand.services.licence_step import licence_lock, licence_step, refuse_interested
from plugins.brand.states import LicenceState
from plugins.brand.working_calendar import is_working_day


@transaction.atomic
def notice_publish(
    *, licence_id: int, actor: Actor, now: datetime, last_day: date | None = None
) -> Licence:
    """Publish for the terms' number of working days, the day of publication not counted.

    `last_day` is for days whose holidays the calendar does not know yet: a person
    reads the State Council's announcement and states it. It may be later than what
    the calendar counts, never earlier.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, MoveRefused.
        ReviewIncomplete, ScoreTooLow: the experts have not carried it.
        HolidaysUnknown: the calendar ends before the notice does, and no `last_day`.
        PeriodInvalid: `last_day` is too early.
    """
    actor.require(Role.CHECK)
    licence = licence_lock(licence_id=licence_id)
    refuse_interested(actor=actor, licence=licence)
    _refuse_uncarried(licence)
    today = day_of(now)
    last = _last_day(today, working_days=licence.terms.notice_working_days, stated=last_day)
    licence_step(
        licence=licence,
        to=LicenceState.NOTICE,
        action="noticed",
        actor=actor,
        now=now,
        reason="" if last_day is None else f"公示最后一日由经办人填写：{last}",
        due=midnight_after(last),
        changes={"notice_from": today, "notice_last_day": last},
    )
    return licence


def _last_day(today: date, *, working_days: int, stated: date | None) -> date:
    if stated is None:
        return notice_last_day(
            published_on=today, working_days=working_days, is_working=is_working_day
        )
    # Even without holidays it lasts this long.
    earliest = notice_last_day(published_on=today, working_days=working_days, is_working=is_weekday)
    if stated < earliest:
        raise PeriodInvalid(field="lastDay")
    return stated


def _refuse_uncarried(licence: Licence) -> None:
    scores = [
        score
        for score in licence.reviews.filter(has_conflict=False).values_list("score", flat=True)
        if score is not None
    ]
    terms = licence.terms
    if len(scores) < terms.minimum_reviewers:
        raise ReviewIncomplete(given=len(scores), needed=terms.minimum_reviewers)
    if not reviewing.is_passed(
        scores, minimum_reviewers=terms.minimum_reviewers, minimum_score=terms.minimum_score
    ):
        raise ScoreTooLow(average=reviewing.average(scores), needed=terms.minimum_score)
