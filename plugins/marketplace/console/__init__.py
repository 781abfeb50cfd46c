"""Who works for an enterprise: their own pages, and what its file tells the office."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from brand_theme.console.public import Role as Group
from plugins.marketplace.acting import may
from plugins.marketplace.console import licence_wizard, licences
from plugins.marketplace.console.enterprise_file import ENTERPRISE_ACTIONS, enterprise_part
from plugins.marketplace.console.invitations import accept
from plugins.marketplace.console.licences import enterprise_cards
from plugins.marketplace.console.members import (
    enterprise_name,
    invitation_withdrawn,
    invite,
    members,
    removed,
    roles_set,
    switch,
)
from plugins.marketplace.roles import Role

__all__ = [
    "ENTERPRISE_ACTIONS",
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "TOPIC_TEXT",
    "enterprise_cards",
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
    EnterprisePage("licences/", "licences", licences.licences),
    EnterprisePage("licences/new/", "licence_new", licence_wizard.begin),
    EnterprisePage("licences/<int:licence_id>/", "licence", licences.licence),
    EnterprisePage("licences/<int:licence_id>/submit/", "licence_submit", licence_wizard.submit),
    EnterprisePage("licences/<int:licence_id>/report/", "licence_report", licences.report),
    EnterprisePage("licences/<int:licence_id>/withdraw/", "licence_withdraw", licences.withdraw),
    EnterprisePage(
        "licences/<int:licence_id>/objections/<int:objection_id>/answer/",
        "objection_answer",
        licences.answer,
    ),
    EnterprisePage(
        "licences/<int:licence_id>/<slug:step>/", "licence_wizard", licence_wizard.wizard
    ),
    EnterprisePage("papers/<int:document_id>/", "paper", licences.paper),
    EnterprisePage("switch/", "switch", switch),
    EnterprisePage("invitation/<str:code>/", "invitation", accept, is_open=True),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("品牌授权", "verified", "licences", may(Role.OWNER), position=20),
    EnterpriseEntry("成员与企业", "group", "members", may(), position=90),
)
_LOOK = "mall_marketplace.view_member"
GRANTS = {
    Group.BRAND_OFFICE: (_LOOK, "mall_marketplace.add_invitation"),
    Group.BRAND_HEAD: (_LOOK,),
}
TOPIC_TEXT = {"marketplace.invitation": "发送成员邀请邮件"}
