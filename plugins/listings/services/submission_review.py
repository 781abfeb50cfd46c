"""The office decides: take a submission up, ask for changes, refuse it or approve it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from plugins.brand.public import Actor, is_tied
from plugins.kernel.transitions import move
from plugins.listings import errors
from plugins.listings.models import Listing, Submission
from plugins.listings.permissions import REVIEW
from plugins.listings.rules.edits import FIELD_TEXT
from plugins.listings.services.goods_write import goods_write
from plugins.listings.services.listing_lock import reason_checked, submission_lock
from plugins.listings.services.submission_submit import refuse_taken_skus
from plugins.listings.signals import submission_decided
from plugins.listings.states import TRANSITIONS, SubmissionState

LONGEST_OPINION = 400


@transaction.atomic
def submission_take(*, actor: Actor, submission_id: int) -> Submission:
    """Take a submission up, so that colleagues see that somebody is at it.

    Raises:
        PermissionLacking, SubmissionNotFound, MoveRefused
        ReviewerTied: the reviewer has an interest in the enterprise, or wrote it.
    """
    submission = _for_review(actor, submission_id)
    _move(submission, SubmissionState.IN_REVIEW, "taken", actor, reviewer_id=actor.user_id)
    return submission


@transaction.atomic
def submission_ask_changes(
    *, actor: Actor, submission_id: int, reasons: Mapping[str, str], opinion: str, now: datetime
) -> Submission:
    """Give it back with a reason for each field that has to change.

    Raises:
        PermissionLacking, SubmissionNotFound, ReviewerTied, MoveRefused, ReasonMissing
        ReasonsMissing: no field has a reason.
    """
    submission = _for_review(actor, submission_id)
    decisions = _decisions(reasons)
    if not decisions:
        raise errors.ReasonsMissing()
    _decide(
        submission, SubmissionState.CHANGES_ASKED, "changes_asked", actor, decisions, opinion, now
    )
    return submission


@transaction.atomic
def submission_reject(
    *, actor: Actor, submission_id: int, reasons: Mapping[str, str], opinion: str, now: datetime
) -> Submission:
    """Refuse it for good; the enterprise may begin another one.

    Raises:
        PermissionLacking, SubmissionNotFound, ReviewerTied, MoveRefused, ReasonMissing
    """
    submission = _for_review(actor, submission_id)
    opinion = reason_checked(opinion, longest=LONGEST_OPINION, field="opinion")
    _decide(
        submission, SubmissionState.REJECTED, "rejected", actor, _decisions(reasons), opinion, now
    )
    return submission


@transaction.atomic
def submission_approve(
    *, actor: Actor, submission_id: int, opinion: str = "", now: datetime
) -> Submission:
    """Make the goods as it says, all or nothing. Whether they are sold the licence decides.

    Raises:
        PermissionLacking, SubmissionNotFound, ReviewerTied, MoveRefused
        SkuTaken, ChoiceUnknown, PictureNotFound, WarehouseMissing: nothing was changed.
    """
    submission = _for_review(actor, submission_id)
    refuse_taken_skus(submission, submission.said)
    _decide(submission, SubmissionState.APPROVED, "approved", actor, {}, opinion, now)
    goods_write(submission=submission, actor=actor, now=now)
    return submission


def refuse_tied(*, actor: Actor, listing: Listing) -> None:
    """Raises:
    ReviewerTied: the person has declared an interest in the enterprise.
    """
    if is_tied(user_id=actor.user_id, enterprise_id=listing.enterprise_id):
        raise errors.ReviewerTied()


def _for_review(actor: Actor, submission_id: int) -> Submission:
    actor.require(REVIEW)
    submission = submission_lock(submission_id=submission_id)
    refuse_tied(actor=actor, listing=submission.listing)
    if actor.user_id is None or submission.author_id == actor.user_id:
        raise errors.ReviewerTied()
    return submission


def _decisions(reasons: Mapping[str, str]) -> dict[str, str]:
    return {
        field: reason_checked(reason, field=field)
        for field, reason in reasons.items()
        if field in FIELD_TEXT and reason.strip()
    }


def _decide(
    submission: Submission,
    to: SubmissionState,
    what: str,
    actor: Actor,
    decisions: Mapping[str, str],
    opinion: str,
    now: datetime,
) -> None:
    if opinion:
        opinion = reason_checked(opinion, longest=LONGEST_OPINION, field="opinion")
    _move(
        submission,
        to,
        what,
        actor,
        reason=opinion[:200],
        reviewer_id=actor.user_id,
        decided_at=now,
        decisions=dict(decisions),
        opinion=opinion,
    )
    submission_id = submission.pk
    transaction.on_commit(
        lambda: submission_decided.send(sender=Submission, submission_id=submission_id), robust=True
    )


def _move(
    submission: Submission,
    to: SubmissionState,
    what: str,
    actor: Actor,
    *,
    reason: str = "",
    **changes: object,
) -> None:
    move(
        submission,
        to,
        transitions=TRANSITIONS,
        actor=actor.name,
        action=f"listings.submission.{what}",
        reason=reason,
        changes=changes,
    )
