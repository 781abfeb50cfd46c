"""Make somebody a member without an invitation: for whoever sets a shop up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from plugins.kernel import audit
from plugins.marketplace import errors
from plugins.marketplace.models import Member
from plugins.marketplace.services.invitation_send import roles_checked


@transaction.atomic
def member_add(
    *, enterprise_id: int, user: Any, roles: Iterable[str], actor: str, now: datetime
) -> Member:
    """Add a member; one who is there already stays as they are.

    The caller has checked that `actor` may do this.

    Raises:
        StaffCannotJoin, RolesEmpty, RoleUnknown
    """
    if user.is_staff:
        raise errors.StaffCannotJoin()
    values = roles_checked(roles)
    member, is_new = Member.objects.get_or_create(
        enterprise_id=enterprise_id, user=user, defaults={"roles": values, "joined_at": now}
    )
    if is_new:
        audit.record("marketplace.member.joined", member, actor=actor, roles=values)
    return member
