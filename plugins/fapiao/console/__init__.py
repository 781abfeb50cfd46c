"""Fapiao in both consoles: enterprises make them out, the office sees who owes which."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.fapiao.console import answers, enterprise
from plugins.fapiao.console.enterprise import enterprise_cards
from plugins.fapiao.console.staff import GRANTS, MENU, QUEUES, FapiaoRequestAdmin, order_part
from plugins.marketplace.public import Role, may

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "FapiaoRequestAdmin",
    "enterprise_cards",
    "order_part",
]

_ONE = "fapiao/<int:request_id>/"
ENTERPRISE_PAGES = (
    EnterprisePage("fapiao/", "fapiao", enterprise.requests),
    EnterprisePage("fapiao/export/", "fapiao_export", enterprise.export),
    EnterprisePage(_ONE, "fapiao_one", enterprise.one),
    EnterprisePage(f"{_ONE}reveal/", "fapiao_reveal", enterprise.reveal),
    EnterprisePage(f"{_ONE}file/", "fapiao_own_file", enterprise.file),
    EnterprisePage(f"{_ONE}issue/", "fapiao_issue", answers.issue),
    EnterprisePage(f"{_ONE}refuse/", "fapiao_refuse", answers.refuse),
    EnterprisePage(f"{_ONE}take-back/", "fapiao_take_back", answers.take_back),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("发票", "request_quote", "fapiao", may(Role.FINANCE), position=21),
)
