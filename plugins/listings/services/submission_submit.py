"""Send a submission to the office, take it back, and answer for one's words."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from saleor.product.models import ProductVariant

from plugins.brand.public import EnterpriseKind
from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.listings import errors
from plugins.listings.models import Submission, WarningOverride
from plugins.listings.rules.claims import ClaimWarning
from plugins.listings.rules.content import Content
from plugins.listings.rules.edits import changes_between
from plugins.listings.selectors.claims import submission_unanswered, submission_warnings
from plugins.listings.selectors.promises import problems_for
from plugins.listings.selectors.vocabulary import refuse_unknown_choices
from plugins.listings.services.listing_lock import reason_checked, submission_lock
from plugins.listings.states import TRANSITIONS, SubmissionState
from plugins.marketplace.public import MemberActor, Role


@transaction.atomic
def warning_override(
    *, actor: MemberActor, submission_id: int, warning: ClaimWarning, reason: str, now: datetime
) -> WarningOverride:
    """Say why words may stay that a rule warns of; it stays on file with the submission.

    Raises:
        RoleMissing, SubmissionNotFound, NotEditable, ReasonMissing
        WarningUnknown: the words are not there (any more).
    """
    actor.require(Role.GOODS)
    submission = submission_lock(submission_id=submission_id, actor=actor)
    if not submission.is_editable:
        raise errors.NotEditable()
    if warning not in submission_warnings(submission):
        raise errors.WarningUnknown()
    override, is_new = WarningOverride.objects.get_or_create(
        submission=submission,
        field=warning.field,
        rule=warning.rule,
        found=warning.found,
        defaults={"reason": reason_checked(reason), "actor": str(actor), "at": now},
    )
    if is_new:
        audit.record(
            "listings.warning.overruled",
            submission,
            actor=str(actor),
            reason=override.reason,
            field=warning.field,
            rule=warning.rule,
            found=warning.found,
        )
    return override


@transaction.atomic
def submission_submit(*, actor: MemberActor, submission_id: int, now: datetime) -> Submission:
    """Send it to the office; until it answers nothing can be changed.

    Raises:
        RoleMissing, SubmissionNotFound, MoveRefused
        SubmissionIncomplete: something is missing; everything missing is named.
        WarningsUnanswered: words need another wording or a reason.
        NothingChanged, SkuTaken, ChoiceUnknown: it would come to nothing.
    """
    actor.require(Role.GOODS)
    submission = submission_lock(submission_id=submission_id, actor=actor)
    content = submission.said
    _refuse_incomplete(submission, content, today=timezone.localdate(now))
    refuse_unknown_choices(content)
    refuse_taken_skus(submission, content)
    base = submission.live_before
    if base is not None and not changes_between(base, content):
        raise errors.NothingChanged()
    _refuse_unanswered(submission)
    move(
        submission,
        SubmissionState.SUBMITTED,
        transitions=TRANSITIONS,
        actor=str(actor),
        action="listings.submission.submitted",
        changes={"submitted_at": now, "decisions": {}, "opinion": ""},
    )
    return submission


@transaction.atomic
def submission_withdraw(*, actor: MemberActor, submission_id: int) -> Submission:
    """Take it back; what it says stays on file.

    Raises:
        RoleMissing, SubmissionNotFound, MoveRefused
    """
    actor.require(Role.GOODS)
    submission = submission_lock(submission_id=submission_id, actor=actor)
    move(
        submission,
        SubmissionState.WITHDRAWN,
        transitions=TRANSITIONS,
        actor=str(actor),
        action="listings.submission.withdrawn",
    )
    return submission


def refuse_taken_skus(submission: Submission, content: Content) -> None:
    """Raises:
    SkuTaken: another product's variant has it.
    """
    skus = [each.sku for each in content.variants if each.sku]
    others = ProductVariant.objects.filter(sku__in=skus)
    if submission.listing.product_id:
        others = others.exclude(product_id=submission.listing.product_id)
    taken = others.values_list("sku", flat=True).first()
    if taken is not None:
        raise errors.SkuTaken(field="variants", sku=taken)


def _refuse_incomplete(submission: Submission, content: Content, *, today: date) -> None:
    is_household = submission.listing.enterprise.kind == EnterpriseKind.HOUSEHOLD.value
    problems = problems_for(content, is_household=is_household, today=today)
    if problems:
        raise errors.SubmissionIncomplete(
            field=problems[0].field,
            missing_zh="；".join(each.zh for each in problems),
            missing_en="; ".join(each.en for each in problems),
        )


def _refuse_unanswered(submission: Submission) -> None:
    open_ones = submission_unanswered(submission)
    if open_ones:
        found = "、".join(dict.fromkeys(f"“{each.found}”" for each in open_ones))
        raise errors.WarningsUnanswered(count=len(open_ones), found=found)
