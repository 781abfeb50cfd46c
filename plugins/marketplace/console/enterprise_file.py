"""What the marketplace knows of an enterprise: who works for it, who is invited."""

from __future__ import annotations

from brand_theme.console.public import (
    ActionForm,
    Asked,
    EnterprisePart,
    Label,
    ObjectAction,
    Panel,
    Table,
    Tone,
    email_masked,
    label,
    moment,
    text_field,
)
from plugins.marketplace.models import Invitation, Member
from plugins.marketplace.roles import ROLE_TEXT, Role, roles_of
from plugins.marketplace.services.invitation_send import invitation_send_first
from plugins.marketplace.states import InvitationState, MemberState


class InviteForm(ActionForm):
    email = text_field("负责人邮箱", max_length=254, help_text="邀请信发到这里，七天内有效。")


def _invite(asked: Asked) -> str:
    invitation_send_first(
        enterprise_id=asked.obj.pk,
        email=asked.data["email"],
        invited_by=asked.actor,
        now=asked.now,
    )
    return "邀请已登记，一分钟内发出。对方接受后成为企业负责人。"


ENTERPRISE_ACTIONS = (
    ObjectAction(
        name="invite",
        title="邀请负责人",
        icon="person_add",
        permission="mall_marketplace.add_invitation",
        form=InviteForm,
        perform=_invite,
        available=lambda enterprise: not _has_owner(enterprise.pk),
        warning=lambda enterprise: (
            "只邀请企业的第一位负责人，其他成员由他邀请。平台工作人员的账号不能加入企业。"
        ),
        confirm="发出邀请",
    ),
)


def _has_owner(enterprise_id: int) -> bool:
    return Member.objects.filter(
        enterprise=enterprise_id, state=MemberState.ACTIVE.value, roles__contains=[Role.OWNER.value]
    ).exists()


def enterprise_part(enterprise_id: int) -> EnterprisePart:
    """Return the members and open invitations, in two queries."""
    members = list(Member.objects.filter(enterprise=enterprise_id).select_related("user"))
    invitations = list(
        Invitation.objects.filter(enterprise=enterprise_id, state=InvitationState.OPEN.value)
    )
    rows = [
        (
            email_masked(each.user.email),
            _roles(each.roles),
            label(
                Label("在职", Tone.GOOD)
                if each.state == MemberState.ACTIVE.value
                else Label("已离开")
            ),
            moment(each.joined_at),
        )
        for each in members
    ]
    rows += [
        (
            email_masked(each.email),
            _roles(each.roles),
            label(Label(f"已邀请，{moment(each.expires_at)} 前", Tone.WAITING)),
            moment(each.invited_at),
        )
        for each in invitations
    ]
    panel = Panel("成员", table=Table(("账号", "角色", "状态", "加入或邀请"), rows))
    return EnterprisePart(model=Member, panels=[panel], subjects=(*members, *invitations))


def _roles(values: list[str]) -> str:
    return "、".join(ROLE_TEXT[role] for role in Role if role in roles_of(values))
