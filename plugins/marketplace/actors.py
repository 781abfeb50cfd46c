"""Who of an enterprise is asking: the one way to learn whose objects they may touch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from plugins.marketplace.errors import NotAMember, RoleMissing
from plugins.marketplace.models import Member
from plugins.marketplace.roles import ROLE_TEXT, Role, fulfils
from plugins.marketplace.states import MemberState


@dataclass(frozen=True)
class MemberActor:
    """A member acting for one enterprise; selectors and services take its `enterprise_id`."""

    member_id: int
    user_id: int
    enterprise_id: int
    roles: frozenset[Role]

    def __str__(self) -> str:
        """Name the member for the audit trail."""
        return f"enterprise:{self.enterprise_id}:member:{self.member_id}"

    def may(self, role: Role) -> bool:
        return fulfils(held=self.roles, wanted=role)

    def require(self, role: Role) -> None:
        """Raise RoleMissing unless the member holds the role or is an owner."""
        if not self.may(role):
            raise RoleMissing(role=role.value, role_zh=ROLE_TEXT[role])


def actor_for(*, user: Any, enterprise_id: int) -> MemberActor:
    """Return the user as a member of that enterprise.

    Raises:
        NotAMember: not logged in, not active, or no active member of it. Other
            people's enterprises do not exist.
    """
    member = _active_of(user).filter(enterprise_id=enterprise_id).first()
    if member is None:
        raise NotAMember()
    return _actor(member)


def is_member(user: Any) -> bool:
    """Tell whether somebody works for an enterprise: who may enter the enterprises' console."""
    return bool(_active_of(user).exists())


def actors_of(*, user: Any) -> list[MemberActor]:
    """Return one actor for each enterprise the user works for; none for strangers."""
    return [_actor(member) for member in _active_of(user).order_by("enterprise_id")]


def _active_of(user: Any) -> Any:
    if user is None or not user.is_authenticated or not user.is_active or user.is_staff:
        return Member.objects.none()
    return Member.objects.filter(user=user, state=MemberState.ACTIVE.value)


def _actor(member: Member) -> MemberActor:
    return MemberActor(
        member_id=member.pk,
        user_id=member.user_id,
        enterprise_id=member.enterprise_id,
        roles=member.held_roles,
    )
