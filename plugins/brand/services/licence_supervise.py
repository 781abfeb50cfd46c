"""After a licence is given: rectify, suspend, reinstate, revoke, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.errors import PeriodInvalid
from plugins.brand.models import Document, Licence
from plugins.brand.services.licence_step import licence_lock, licence_step, refuse_interested
from plugins.brand.services.licensed_goods_settle import licensed_goods_settle
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState


@transaction.atomic
def licence_rectify(
    *,
    licence_id: int,
    rectify_by: date,
    reason: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """Order defects mended by the end of `rectify_by`; unmended, the right to sell lapses then.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
        PeriodInvalid: the day is over already.
    """
    licence = _locked_for_supervision(licence_id, actor)
    if rectify_by < day_of(now):
        raise PeriodInvalid(field="rectifyBy")
    by = midnight_after(rectify_by)
    return _supervised(
        licence,
        LicenceState.RECTIFYING,
        action="rectification_ordered",
        reason=reason,
        actor=actor,
        now=now,
        attachments=attachments,
        due=by,
        rectify_by=by,
    )


@transaction.atomic
def licence_suspend(
    *,
    licence_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """Suspend at once: goods leave lists and carts, paid orders are delivered.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    return _supervised(
        _locked_for_supervision(licence_id, actor),
        LicenceState.SUSPENDED,
        action="suspended",
        reason=reason,
        actor=actor,
        now=now,
        attachments=attachments,
    )


@transaction.atomic
def licence_restore(
    *,
    licence_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """Defects are mended, or the reason for suspending is gone: in force from now on.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    return _supervised(
        _locked_for_supervision(licence_id, actor),
        LicenceState.LICENSED,
        action="restored",
        reason=reason,
        actor=actor,
        now=now,
        attachments=attachments,
    )


@transaction.atomic
def licence_revoke(
    *,
    licence_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> Licence:
    """Revoke for good; the enterprise may apply anew after the terms' cooling-off.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    return _supervised(
        _locked_for_supervision(licence_id, actor),
        LicenceState.REVOKED,
        action="revoked",
        reason=reason,
        actor=actor,
        now=now,
        attachments=attachments,
    )


@transaction.atomic
def licence_withdraw(*, licence_id: int, reason: str, actor: Actor, now: datetime) -> Licence:
    """The enterprise gives its application or licence up; no cooling-off follows.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing, MoveRefused.
    """
    actor.require(Role.APPLY)
    licence = licence_lock(licence_id=licence_id)
    return _supervised(
        licence,
        LicenceState.WITHDRAWN,
        action="withdrawn",
        reason=reason,
        actor=actor,
        now=now,
    )


def _locked_for_supervision(licence_id: int, actor: Actor) -> Licence:
    actor.require(Role.SUPERVISE)
    licence = licence_lock(licence_id=licence_id)
    refuse_interested(actor=actor, licence=licence)
    return licence


def _supervised(
    licence: Licence,
    to: LicenceState,
    *,
    action: str,
    reason: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
    due: datetime | None = None,
    rectify_by: datetime | None = None,
) -> Licence:
    why = reason_checked(reason)
    ends = to in (LicenceState.REVOKED, LicenceState.WITHDRAWN)
    licence_step(
        licence=licence,
        to=to,
        action=action,
        actor=actor,
        now=now,
        reason=why,
        due=due,
        attachments=attachments,
        changes={
            "rectify_by": rectify_by,
            "ended_at": now if ends else None,
            "ended_because": why if ends else "",
        },
    )
    licensed_goods_settle(licence=licence, now=now)
    return licence
