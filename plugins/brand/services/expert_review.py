"""Experts score an application, or declare that they must not."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import AlreadyReviewed, ScoreInvalid
from plugins.brand.models import ExpertReview, Licence
from plugins.brand.rules.reviewing import HIGHEST_SCORE
from plugins.brand.services.licence_step import licence_lock, refuse_interested
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState
from plugins.kernel import audit
from plugins.kernel.errors import NotAllowed
from plugins.kernel.transitions import MoveRefused


@transaction.atomic
def expert_review(
    *,
    licence_id: int,
    has_conflict: bool,
    score: int | None,
    opinion: str,
    actor: Actor,
    now: datetime,
) -> ExpertReview:
    """Record one expert's word; it cannot be changed.

    With a conflict of interest there is no score, and the review does not count.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing, ScoreInvalid, AlreadyReviewed.
        ConflictOfInterest: the expert applied, or is tied to the enterprise.
        MoveRefused: it is not before the experts.
    """
    actor.require(Role.REVIEW)
    if actor.user_id is None:
        raise NotAllowed()  # a score is a person's
    licence = licence_lock(licence_id=licence_id)
    _refuse_out_of_turn(licence)
    if not has_conflict:
        refuse_interested(actor=actor, licence=licence)
    if has_conflict != (score is None) or not 0 <= (score or 0) <= HIGHEST_SCORE:
        raise ScoreInvalid(field="score")
    try:
        with transaction.atomic():
            review = ExpertReview.objects.create(
                licence=licence,
                expert_id=actor.user_id,
                at=now,
                has_conflict=has_conflict,
                score=score,
                opinion=reason_checked(opinion),
            )
    except IntegrityError as error:
        raise AlreadyReviewed() from error
    audit.record("brand.licence.reviewed", licence, actor=actor.name, has_conflict=has_conflict)
    return review


def _refuse_out_of_turn(licence: Licence) -> None:
    if licence.state != LicenceState.REVIEW.value:
        raise MoveRefused(current=licence.state, to=LicenceState.REVIEW.value)
