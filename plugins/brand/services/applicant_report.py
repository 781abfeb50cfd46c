"""What an enterprise tells the office about its case: put on file, and the case stays where it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.errors import NothingFound
from plugins.brand.models import Document, Licence, LicenceStep
from plugins.brand.services.licence_step import licence_lock, licence_note
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import LicenceState
from plugins.kernel.transitions import MoveRefused


@transaction.atomic
def agreement_send(
    *, licence_id: int, document: Document, actor: Actor, now: datetime
) -> LicenceStep:
    """Send the signed agreement in; the office compares and registers it.

    Raises:
        PermissionLacking, NothingFound, MoveRefused.
    """
    return licence_note(
        licence=_standing(licence_id, LicenceState.APPROVED, actor),
        action="agreement_sent",
        actor=actor,
        now=now,
        reason="",
        attachments=[document],
    )


@transaction.atomic
def objection_answer(
    *,
    licence_id: int,
    objection_id: int,
    answer: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> LicenceStep:
    """Answer an objection; who filed it stays unknown to the enterprise.

    Raises:
        PermissionLacking, NothingFound, MoveRefused, ReasonMissing.
    """
    licence = _standing(licence_id, LicenceState.NOTICE, actor)
    if not licence.objections.filter(pk=objection_id).exists():
        raise NothingFound(field="id", what="该异议", what_en="objection")
    return licence_note(
        licence=licence,
        action="objection_answered",
        actor=actor,
        now=now,
        reason=reason_checked(f"异议 {objection_id}：{answer}" if answer.strip() else ""),
        attachments=attachments,
    )


@transaction.atomic
def rectification_report(
    *,
    licence_id: int,
    report: str,
    actor: Actor,
    now: datetime,
    attachments: Sequence[Document] = (),
) -> LicenceStep:
    """Say how the defects were mended; the office looks and restores the licence.

    Raises:
        PermissionLacking, NothingFound, MoveRefused, ReasonMissing.
    """
    return licence_note(
        licence=_standing(licence_id, LicenceState.RECTIFYING, actor),
        action="rectification_reported",
        actor=actor,
        now=now,
        reason=reason_checked(report),
        attachments=attachments,
    )


def _standing(licence_id: int, state: LicenceState, actor: Actor) -> Licence:
    actor.require(Role.APPLY)
    licence = licence_lock(licence_id=licence_id)
    if licence.state != state.value:
        raise MoveRefused(current=licence.state, to=state.value)
    return licence
