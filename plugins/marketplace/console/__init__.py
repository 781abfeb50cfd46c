"""The enterprises' console: who works here, and for whom one works."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.marketplace.acting import may
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

__all__ = ["ENTERPRISE_MENU", "ENTERPRISE_PAGES", "enterprise_name"]

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
