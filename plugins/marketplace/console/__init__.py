"""Who works for an enterprise: their own pages, and what its file tells the office."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from brand_theme.console.public import Role as Group
from plugins.marketplace.acting import may
from plugins.marketplace.console.enterprise_file import ENTERPRISE_ACTIONS, enterprise_part
from plugins.marketplace.console.invitations import accept
from plugins.marketplace.console.members import (
    enterprise_name,
    invitation_withdrawn,
    invite,
    members,
    removed,
    roles_set,
    switch,
)

__all__ = [
    "ENTERPRISE_ACTIONS",
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "TOPIC_TEXT",
    "enterprise_name",
    "enterprise_part",
]

ENTERPRISE_PAGES = (
    EnterprisePage("members/", "members", members),
    EnterprisePage("members/invite/", "invite", invite),
    EnterprisePage("members/<int:member_id>/roles/", "member_roles", roles_set),
    EnterprisePage("members/<int:member_id>/remove/", "member_remove", removed),
    EnterprisePage(
        "members/invitations/<int:invitation_id>/withdraw/",
        "invitation_withdraw",
        invitation_withdrawn,
    ),
    EnterprisePage("switch/", "switch", switch),
    EnterprisePage("invitation/<str:code>/", "invitation", accept, is_open=True),
)
ENTERPRISE_MENU = (EnterpriseEntry("成员与企业", "group", "members", may(), position=90),)
_LOOK = "mall_marketplace.view_member"
GRANTS = {
    Group.BRAND_OFFICE: (_LOOK, "mall_marketplace.add_invitation"),
    Group.BRAND_HEAD: (_LOOK,),
}
TOPIC_TEXT = {"marketplace.invitation": "发送成员邀请邮件"}
