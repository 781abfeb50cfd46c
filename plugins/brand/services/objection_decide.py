"""The public objects during the notice; the office answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import midnight_after
from plugins.brand.errors import NothingFound, NoticeClosed
from plugins.brand.models import Licence, Objection
from plugins.brand.services.licence_step import licence_lock, refuse_interested
from plugins.brand.services.reasons import reason_checked
from plugins.brand.states import OBJECTION_TRANSITIONS, LicenceState, ObjectionState
from plugins.kernel import audit
from plugins.kernel.transitions import move

TEXT_LONGEST = 1000


@transaction.atomic
def objection_file(
    *, licence_id: int, name: str, contact: str, text: str, now: datetime
) -> Objection:
    """Record anybody's objection. The trail does not hold who it was.

    Raises:
        NothingFound, ReasonMissing.
        NoticeClosed: the application is not on notice at `now`.
    """
    licence = licence_lock(licence_id=licence_id)
    if not is_on_notice(licence, at=now):
        raise NoticeClosed()
    objection = Objection.objects.create(
        licence=licence,
        filed_at=now,
        name=name.strip()[:40],
        contact=contact.strip()[:60],
        text=(text.strip() or reason_checked(text))[:TEXT_LONGEST],  # empty is refused
    )
    audit.record("brand.objection.filed", objection, actor="anonymous", licence=licence.pk)
    return objection


@transaction.atomic
def objection_decide(
    *, objection_id: int, is_upheld: bool, decision: str, actor: Actor, now: datetime
) -> Objection:
    """Uphold or dismiss; an upheld objection keeps the licence from being approved.

    Raises:
        PermissionLacking, ConflictOfInterest, NothingFound, ReasonMissing, MoveRefused.
    """
    actor.require(Role.CHECK)
    objection = Objection.objects.select_related("licence").filter(pk=objection_id).first()
    if objection is None:
        raise NothingFound(field="id", what="该异议", what_en="objection")
    refuse_interested(actor=actor, licence=objection.licence)
    move(
        objection,
        ObjectionState.UPHELD if is_upheld else ObjectionState.DISMISSED,
        transitions=OBJECTION_TRANSITIONS,
        actor=actor.name,
        action="brand.objection.decided",
        changes={"decided_at": now, "decision": reason_checked(decision)},
    )
    return objection


def is_on_notice(licence: Licence, *, at: datetime) -> bool:
    return (
        licence.state == LicenceState.NOTICE.value
        and licence.notice_last_day is not None
        and at < midnight_after(licence.notice_last_day)
    )
