"""The decision, and the agreement that follows it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import (
    EnterpriseMayNotApply,
    NoticeRunning,
    ObjectionsOpen,
    PeriodInvalid,
    ProofLacking,
)
from plugins.brand.models import Document, Licence
from plugins.brand.selectors.proofs import classes_in_scope, proofs_lacking
from plugins.brand.services.licence_step import licence_lock, licence_step, refuse_interested
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState, ObjectionState


@transaction.atomic
def licence_approve(*, licence_id: int, reason: str, actor: Actor, now: datetime) -> Licence:
    """Approve once the notice is over and every objection is dismissed.

    Papers are looked at again: what was valid at submission may have lapsed.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused,
        NoticeRunning, ObjectionsOpen, ProofLacking, EnterpriseMayNotApply.
    """
    licence = locked_for_decision(licence_id, actor)
    _refuse_during_notice(licence, now=now)
    if licence.enterprise.suspended_at is not None:
        raise EnterpriseMayNotApply(until="—")
    missing = proofs_lacking(
        enterprise=licence.enterprise, classes=classes_in_scope(licence), on=day_of(now)
    )
    if missing:
        raise ProofLacking(missing="；".join(missing))
    licence_step(
        licence=licence,
        to=LicenceState.APPROVED,
        action="approved",
        actor=actor,
        now=now,
        reason=reason_checked(reason),
    )
    return licence


@transaction.atomic
def licence_refuse(*, licence_id: int, reason: str, actor: Actor, now: datetime) -> Licence:
    """Refuse an application before it is approved; the enterprise may apply again.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    licence = locked_for_decision(licence_id, actor)
    why = reason_checked(reason)
    licence_step(
        licence=licence,
        to=LicenceState.REFUSED,
        action="refused",
        actor=actor,
        now=now,
        reason=why,
        changes={"ended_at": now, "ended_because": why},
    )
    return licence


@transaction.atomic
def licence_agree(
    *,
    licence_id: int,
    number: str,
    signed_on: date,
    document: Document | None,
    actor: Actor,
    now: datetime,
) -> Licence:
    """Record the signed licence agreement.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
        PeriodInvalid: signed in the future.
    """
    licence = locked_for_decision(licence_id, actor)
    if signed_on > day_of(now):
        raise PeriodInvalid(field="signedOn")
    licence_step(
        licence=licence,
        to=LicenceState.AGREED,
        action="agreed",
        actor=actor,
        now=now,
        attachments=[document] if document else [],
        changes={
            "agreement_number": reason_checked(number)[:40],
            "agreed_on": signed_on,
            "agreement": document,
        },
    )
    return licence


def locked_for_decision(licence_id: int, actor: Actor) -> Licence:
    """Lock a licence that the actor may decide about.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound.
    """
    actor.require(Role.APPROVE)
    licence = licence_lock(licence_id=licence_id)
    refuse_interested(actor=actor, licence=licence)
    return licence


def _refuse_during_notice(licence: Licence, *, now: datetime) -> None:
    last_day = licence.notice_last_day
    if licence.state != LicenceState.NOTICE.value or last_day is None:
        return  # the move itself says what is wrong
    if now < midnight_after(last_day):
        raise NoticeRunning(last_day=last_day.isoformat())
    against = licence.objections.exclude(state=ObjectionState.DISMISSED.value).count()
    if against:
        raise ObjectionsOpen(count=against)
