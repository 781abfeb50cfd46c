"""Credit in both consoles: scores, formulas and appeals; an enterprise's own credit."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage, MenuEntry, Role, Section
from plugins.credit.console import enterprise
from plugins.credit.console.appeals import AppealAdmin
from plugins.credit.console.cards import CHARTS, QUEUES, enterprise_cards
from plugins.credit.console.formulas import FormulaVersionAdmin
from plugins.credit.console.scores import CreditScoreAdmin, enterprise_part
from plugins.credit.models import Appeal, CreditScore, FormulaVersion
from plugins.credit.permissions import DECIDE, DEFINE
from plugins.marketplace.public import Role as MemberRole
from plugins.marketplace.public import may

__all__ = [
    "CHARTS",
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "AppealAdmin",
    "CreditScoreAdmin",
    "FormulaVersionAdmin",
    "enterprise_cards",
    "enterprise_part",
]

ENTERPRISE_PAGES = (
    EnterprisePage("credit/", "credit", enterprise.credit),
    EnterprisePage("credit/facts/<int:fact_id>/appeal/", "credit_appeal", enterprise.appeal),
    EnterprisePage(
        "credit/appeals/<int:appeal_id>/withdraw/", "credit_appeal_withdraw", enterprise.withdraw
    ),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("我的信用", "star", "credit", may(MemberRole.OWNER), position=30),
)
MENU = (
    MenuEntry(Section.BRAND, "信用评价", "star", CreditScore),
    MenuEntry(Section.BRAND, "信用申诉", "balance", Appeal),
    MenuEntry(Section.BRAND, "评分办法", "calculate", FormulaVersion),
)
_LOOK = (
    "mall_credit.view_creditscore",
    "mall_credit.view_appeal",
    "mall_credit.view_formulaversion",
)
GRANTS = {
    Role.BRAND_OFFICE: (*_LOOK, DECIDE),
    Role.BRAND_HEAD: (*_LOOK, DECIDE, DEFINE),
}
