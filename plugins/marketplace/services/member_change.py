"""Give a member other roles, or let them go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from plugins.brand.public import Enterprise
from plugins.kernel import audit
from plugins.kernel.transitions import move
from plugins.marketplace import errors, rules
from plugins.marketplace.actors import MemberActor
from plugins.marketplace.models import Member
from plugins.marketplace.roles import Role
from plugins.marketplace.services.invitation_send import roles_checked
from plugins.marketplace.states import MEMBER_TRANSITIONS, MemberState


@transaction.atomic
def member_roles_set(*, actor: MemberActor, member_id: int, roles: Iterable[str]) -> Member:
    """Replace the roles of a member of the actor's enterprise.

    Raises:
        RoleMissing: the actor is no owner.
        MemberNotFound: not an active member of this enterprise.
        RolesEmpty, RoleUnknown: the roles cannot be used.
        LastOwner: nobody else is an owner.
    """
    actor.require(Role.OWNER)
    values = roles_checked(roles)
    member = _locked(actor, member_id)
    if Role.OWNER.value not in values:
        _refuse_without_owner(member)
    if values == sorted(member.roles):
        return member
    before = list(member.roles)
    Member.objects.filter(pk=member.pk).update(roles=values)
    member.roles = values
    audit.record(
        "marketplace.member.roles_changed", member, actor=str(actor), before=before, roles=values
    )
    return member


@transaction.atomic
def member_remove(*, actor: MemberActor, member_id: int, now: datetime) -> Member:
    """End a membership; what the person did stays on record.

    Members may leave by themselves; others are removed by an owner.

    Raises:
        RoleMissing: the actor is no owner and it is somebody else.
        MemberNotFound: not an active member of this enterprise.
        LastOwner: nobody else is an owner.
    """
    if member_id != actor.member_id:
        actor.require(Role.OWNER)
    member = _locked(actor, member_id)
    _refuse_without_owner(member)
    move(
        member,
        MemberState.LEFT,
        transitions=MEMBER_TRANSITIONS,
        actor=str(actor),
        action="marketplace.member.left",
        changes={"left_at": now},
    )
    return member


def _locked(actor: MemberActor, member_id: int) -> Member:
    """Lock the enterprise, then read: two owners cannot remove each other at once."""
    Enterprise.objects.select_for_update(no_key=True).get(pk=actor.enterprise_id)
    member = Member.objects.filter(
        pk=member_id, enterprise_id=actor.enterprise_id, state=MemberState.ACTIVE.value
    ).first()
    if member is None:
        raise errors.MemberNotFound()
    return member


def _refuse_without_owner(member: Member) -> None:
    others = Member.objects.filter(
        enterprise_id=member.enterprise_id, state=MemberState.ACTIVE.value
    ).exclude(pk=member.pk)
    if not rules.leaves_an_owner(others=[other.held_roles for other in others]):
        raise errors.LastOwner()
