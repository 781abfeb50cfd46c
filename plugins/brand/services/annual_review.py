"""The yearly review: passed, the licence is renewed; failed, defects must be mended by a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor
from plugins.brand.clock import day_of
from plugins.brand.errors import ProofLacking
from plugins.brand.models import AnnualReview, Certificate, Document, Licence
from plugins.brand.selectors.proofs import classes_in_scope, proofs_lacking
from plugins.brand.services.certificate_issue import certificate_write
from plugins.brand.services.licence_approve import locked_for_decision
from plugins.brand.services.licence_step import licence_note
from plugins.brand.services.licence_supervise import licence_rectify
from plugins.brand.services.licensed_goods_settle import licensed_goods_settle
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState
from plugins.kernel.transitions import MoveRefused


@transaction.atomic
def licence_renew(
    *,
    licence_id: int,
    findings: str,
    code_indices: Sequence[int],
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Certificate:
    """Pass the yearly review: the next certificate follows the present one without a gap.

    After it has run out, the next begins today.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing.
        MoveRefused: the licence is not in force (rectify first, reinstate first).
        ProofLacking, CertificateWouldBeEmpty: a paper is missing or ends too early.
    """
    licence = locked_for_decision(licence_id, actor)
    if licence.state != LicenceState.LICENSED.value:
        raise MoveRefused(current=licence.state, to=LicenceState.LICENSED.value)
    starts_on = _next_day(licence, today=day_of(now))
    missing = proofs_lacking(
        enterprise=licence.enterprise, classes=classes_in_scope(licence), on=starts_on
    )
    if missing:
        raise ProofLacking(missing="；".join(missing))
    _record(licence, is_passed=True, findings=findings, now=now)
    certificate = certificate_write(
        licence=licence, starts_on=starts_on, code_indices=code_indices, now=now
    )
    licence_note(
        licence=licence,
        action="renewed",
        actor=actor,
        now=now,
        reason=reason_checked(findings),
        attachments=attachments,
    )
    licensed_goods_settle(licence=licence, now=now)
    return certificate


@transaction.atomic
def annual_review_fail(
    *, licence_id: int, findings: str, rectify_by: date, actor: Actor, now: datetime
) -> Licence:
    """Fail the yearly review: what was found must be mended by the end of `rectify_by`.

    Raises:
        as `licence_rectify`.
    """
    licence = licence_rectify(
        licence_id=licence_id, rectify_by=rectify_by, reason=findings, actor=actor, now=now
    )
    _record(licence, is_passed=False, findings=findings, now=now)
    return licence


def _next_day(licence: Licence, *, today: date) -> date:
    latest = licence.certificates.order_by("-ends_at").first()
    return max(today, day_of(latest.ends_at)) if latest else today


def _record(licence: Licence, *, is_passed: bool, findings: str, now: datetime) -> None:
    AnnualReview.objects.create(
        licence=licence,
        year=day_of(now).year,
        at=now,
        is_passed=is_passed,
        findings=reason_checked(findings),
    )
