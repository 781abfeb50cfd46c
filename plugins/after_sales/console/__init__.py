"""After-sales in both consoles: enterprises answer, the office arbitrates, finance refunds."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage
from plugins.after_sales.console import answers, enterprise
from plugins.after_sales.console.cards import enterprise_cards
from plugins.after_sales.console.queues import QUEUES
from plugins.after_sales.console.staff import GRANTS, MENU, CaseAdmin, find, order_part
from plugins.marketplace.public import Role, may

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "TOPIC_TEXT",
    "CaseAdmin",
    "enterprise_cards",
    "find",
    "order_part",
]

_CASE = "after-sales/<slug:number>/"
ENTERPRISE_PAGES = (
    EnterprisePage("after-sales/", "after_sales", enterprise.cases),
    EnterprisePage(_CASE, "after_sales_case", enterprise.case),
    EnterprisePage(f"{_CASE}approve/", "after_sales_approve", answers.approve),
    EnterprisePage(f"{_CASE}refuse/", "after_sales_refuse", answers.refuse),
    EnterprisePage(f"{_CASE}receive/", "after_sales_receive", answers.receive),
    EnterprisePage(f"{_CASE}return-to/", "after_sales_return_to", answers.return_to),
    EnterprisePage(f"{_CASE}pictures/<int:picture_id>/", "after_sales_picture", enterprise.picture),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("售后", "assignment_return", "after_sales", may(Role.ORDERS), position=7),
)
TOPIC_TEXT = {
    "after_sales.moved": "告知售后进展",
    "after_sales.reminder": "提醒：售后期限快到了",
}
