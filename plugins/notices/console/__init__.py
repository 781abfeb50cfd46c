"""Notices in the enterprises' console, and what staff see of who got what."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage, MenuEntry, Role, Section
from plugins.marketplace.public import may
from plugins.notices.console import enterprise
from plugins.notices.console.enterprise import enterprise_cards
from plugins.notices.console.staff import NoticeAdmin, enterprise_part
from plugins.notices.models import Notice

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "TOPIC_TEXT",
    "NoticeAdmin",
    "enterprise_cards",
    "enterprise_part",
]

ENTERPRISE_PAGES = (
    EnterprisePage("notices/", "notices", enterprise.notices),
    EnterprisePage("notices/read/", "notices_read", enterprise.read_all),
    EnterprisePage("notices/kinds/", "notices_kinds", enterprise.kinds),
    EnterprisePage("notices/<int:copy_id>/", "notice", enterprise.notice),
)
ENTERPRISE_MENU = (EnterpriseEntry("消息", "notifications", "notices", may(), position=80),)
MENU = (MenuEntry(Section.BRAND, "企业通知", "outgoing_mail", Notice),)
_LOOK = "mall_notices.view_notice"
GRANTS = {Role.BRAND_OFFICE: (_LOOK,), Role.BRAND_HEAD: (_LOOK,)}
TOPIC_TEXT = {"notices.write": "写企业通知", "notices.mail": "发送企业通知邮件"}
