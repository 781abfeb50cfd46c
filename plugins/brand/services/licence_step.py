"""One step of a licence: lock, check who may, move, and write the file of the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from plugins.brand.actors import Actor
from plugins.brand.errors import ConflictOfInterest, NothingFound
from plugins.brand.models import Document, Enterprise, EnterpriseTie, Licence, LicenceStep
from plugins.brand.rules.reviewing import may_decide
from plugins.brand.states import TRANSITIONS, LicenceState
from plugins.kernel import audit
from plugins.kernel.transitions import move


def licence_lock(*, licence_id: int) -> Licence:
    """Return the licence, locked with its enterprise until the transaction ends.

    Raises:
        NothingFound: there is no such licence.
    """
    enterprise_id = (
        Licence.objects.filter(pk=licence_id).values_list("enterprise_id", flat=True).first()
    )
    if enterprise_id is None:
        raise NothingFound(field="id", what="该授权", what_en="licence")
    enterprise_lock(enterprise_id=enterprise_id)
    return (
        Licence.objects.select_for_update(of=("self",))
        .select_related("enterprise", "terms__brand")
        .get(pk=licence_id)
    )


def enterprise_lock(*, enterprise_id: int) -> Enterprise:
    """Return the enterprise, locked; others may refer to it meanwhile.

    Raises:
        NothingFound: there is no such enterprise.
    """
    enterprise = Enterprise.objects.select_for_update(no_key=True).filter(pk=enterprise_id).first()
    if enterprise is None:
        raise NothingFound(field="id", what="该企业", what_en="enterprise")
    return enterprise


def refuse_interested(*, actor: Actor, licence: Licence) -> None:
    """Nobody decides about their own case, or one of an enterprise they are tied to.

    Raises:
        ConflictOfInterest
    """
    tied = EnterpriseTie.objects.filter(enterprise_id=licence.enterprise_id, user=actor.user_id)
    if not may_decide(
        user_id=actor.user_id,
        applicant_id=licence.applicant_id,
        tied_user_ids=set(tied.values_list("user_id", flat=True)),
    ):
        raise ConflictOfInterest()


def licence_step(
    *,
    licence: Licence,
    to: LicenceState,
    action: str,
    actor: Actor,
    now: datetime,
    reason: str = "",
    due: datetime | None = None,
    attachments: Sequence[Document] = (),
    changes: Mapping[str, Any] | None = None,
) -> LicenceStep:
    """Move the locked licence and write the step.

    Raises:
        MoveRefused: the present state does not allow it.
    """
    before = licence.state
    move(
        licence,
        to,
        transitions=TRANSITIONS,
        actor=actor.name,
        action=f"brand.licence.{action}",
        reason=reason,
        changes={"state_since": now, "state_due": due, **(changes or {})},
    )
    return _written(licence, before, action, actor, now, reason, attachments)


def licence_note(
    *,
    licence: Licence,
    action: str,
    actor: Actor,
    now: datetime,
    reason: str,
    attachments: Sequence[Document] = (),
) -> LicenceStep:
    """Write a step after which the licence stands as before."""
    audit.record(f"brand.licence.{action}", licence, actor=actor.name, reason=reason)
    return _written(licence, licence.state, action, actor, now, reason, attachments)


def _written(
    licence: Licence,
    before: str,
    action: str,
    actor: Actor,
    now: datetime,
    reason: str,
    attachments: Sequence[Document],
) -> LicenceStep:
    step = LicenceStep.objects.create(
        licence=licence,
        at=now,
        action=action,
        before=before,
        after=licence.state,
        actor=actor.name,
        reason=reason,
    )
    if attachments:
        step.attachments.set(attachments)
    return step
