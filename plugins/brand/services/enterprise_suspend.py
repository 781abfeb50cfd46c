"""Take the right to sell from an enterprise, or give it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plugins.brand.actors import Actor, Role
from plugins.brand.models import Enterprise
from plugins.brand.services.licence_step import enterprise_lock
from plugins.brand.services.licensed_goods_settle import enterprise_goods_settle
from plugins.brand.services.reasons import reason_checked
from plugins.kernel import audit


@transaction.atomic
def enterprise_suspend(
    *, enterprise_id: int, reason: str, actor: Actor, now: datetime
) -> Enterprise:
    """Suspend at once, whatever its licences say. Paid orders are still delivered.

    Suspending again changes nothing.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing.
    """
    actor.require(Role.SUPERVISE)
    why = reason_checked(reason)
    enterprise = enterprise_lock(enterprise_id=enterprise_id)
    if enterprise.suspended_at is None:
        _write(enterprise, at=now, reason=why, now=now)
        audit.record("brand.enterprise.suspended", enterprise, actor=actor.name, reason=why)
    return enterprise


@transaction.atomic
def enterprise_reinstate(
    *, enterprise_id: int, reason: str, actor: Actor, now: datetime
) -> Enterprise:
    """Lift a suspension; licences that are in force count again from now on.

    Raises:
        PermissionLacking, NothingFound, ReasonMissing.
    """
    actor.require(Role.SUPERVISE)
    why = reason_checked(reason)
    enterprise = enterprise_lock(enterprise_id=enterprise_id)
    if enterprise.suspended_at is not None:
        _write(enterprise, at=None, reason="", now=now)
        audit.record("brand.enterprise.reinstated", enterprise, actor=actor.name, reason=why)
    return enterprise


def _write(enterprise: Enterprise, *, at: datetime | None, reason: str, now: datetime) -> None:
    enterprise.suspended_at, enterprise.suspension_reason = at, reason
    enterprise.save(update_fields=["suspended_at", "suspension_reason"])
    enterprise_goods_settle(enterprise=enterprise, now=now)
