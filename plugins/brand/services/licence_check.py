"""The brand office checks an application: papers first, then the place or a sample."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import CorrectionUsed
from plugins.brand.models import Document, Licence
from plugins.brand.services.licence_step import (
    licence_lock,
    licence_note,
    licence_step,
    refuse_interested,
)
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState
from plugins.kernel.transitions import MoveRefused


@transaction.atomic
def licence_ask_correction(*, licence_id: int, reason: str, actor: Actor, now: datetime) -> Licence:
    """Send the application back, once, saying everything that is wrong with it.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused,
        CorrectionUsed.
    """
    licence = _locked_for_check(licence_id, actor)
    if licence.corrections:
        raise CorrectionUsed()
    licence_step(
        licence=licence,
        to=LicenceState.CORRECTION,
        action="correction_asked",
        actor=actor,
        now=now,
        reason=reason_checked(reason),
        due=midnight_after(day_of(now) + timedelta(days=licence.terms.correction_days)),
        changes={"corrections": 1},
    )
    return licence


@transaction.atomic
def licence_accept(*, licence_id: int, actor: Actor, now: datetime) -> Licence:
    """The papers are complete: on to the site or the sample.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, MoveRefused.
    """
    licence = _locked_for_check(licence_id, actor)
    licence_step(
        licence=licence, to=LicenceState.INSPECTION, action="accepted", actor=actor, now=now
    )
    return licence


@transaction.atomic
def licence_pass_inspection(
    *,
    licence_id: int,
    findings: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """The site or the sample is as the standard asks: on to the experts.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    licence = _locked_for_check(licence_id, actor)
    licence_step(
        licence=licence,
        to=LicenceState.REVIEW,
        action="inspected",
        actor=actor,
        now=now,
        reason=reason_checked(findings),
        attachments=attachments,
    )
    return licence


@transaction.atomic
def licence_fail_inspection(
    *,
    licence_id: int,
    findings: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """The site or the sample falls short: put on file, and it waits where it is.

    Whoever approves refuses the application, or the place is inspected again.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    licence = _locked_for_check(licence_id, actor)
    if licence.state != LicenceState.INSPECTION.value:
        raise MoveRefused(current=licence.state, to=LicenceState.INSPECTION.value)
    licence_note(
        licence=licence,
        action="inspection_failed",
        actor=actor,
        now=now,
        reason=reason_checked(findings),
        attachments=attachments,
    )
    return licence


def _locked_for_check(licence_id: int, actor: Actor) -> Licence:
    actor.require(Role.CHECK)
    licence = licence_lock(licence_id=licence_id)
    refuse_interested(actor=actor, licence=licence)
    return licence
