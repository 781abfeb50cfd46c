"""Memberships of enterprises, and invitations to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, erased_email, moment
from plugins.kernel.registry import Words
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.states import MemberState


class MembersData(PersonalData):
    title: ClassVar[Words] = ("企业成员", "Memberships")
    kept: ClassVar[Words | None] = (
        "曾任企业成员的期间与角色，不含姓名",
        "from when to when somebody was a member and with which roles, without a name",
    )

    def held(self, *, user: Any) -> Any:
        members = Member.objects.filter(user=user).select_related("enterprise")
        invitations = Invitation.objects.filter(email__iexact=user.email)
        return {
            "memberships": [
                {
                    "enterprise": each.enterprise.name,
                    "roles": each.roles,
                    "joinedAt": moment(each.joined_at),
                    "leftAt": moment(each.left_at),
                }
                for each in members
            ],
            "invitations": [
                {"enterprise": each.enterprise.name, "at": moment(each.invited_at)}
                for each in invitations.select_related("enterprise")
            ],
        }

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        active = Member.objects.filter(user=user, state=MemberState.ACTIVE.value)
        return [
            (f"仍是“{member.enterprise.name}”的成员", f"still a member of {member.enterprise.name}")
            for member in active.select_related("enterprise")
        ]

    def erase(self, *, user: Any, now: datetime) -> None:
        for invitation in Invitation.objects.filter(email__iexact=user.email):
            # One enterprise has one open invitation per address: each gets its own.
            invitation.email = f"{invitation.pk}-{erased_email(user)}"
            invitation.save(update_fields=["email"])
