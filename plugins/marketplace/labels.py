"""What the audited moves of members and invitations are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "marketplace.invitation.sent": ("发出成员邀请", "Member invited"),
    "marketplace.invitation.withdrawn": ("撤回成员邀请", "Invitation withdrawn"),
    "marketplace.invitation.accepted": ("接受成员邀请", "Invitation accepted"),
    "marketplace.member.joined": ("成员加入", "Member joined"),
    "marketplace.member.left": ("成员离开", "Member left"),
    "marketplace.member.roles_changed": ("成员角色变更", "Roles of a member changed"),
}
