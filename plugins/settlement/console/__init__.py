"""Settlement in the console: rates, periods, payouts and the ledger."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.settlement.console.ledger import LedgerEntryAdmin
from plugins.settlement.console.periods import PeriodAdmin
from plugins.settlement.console.queues import QUEUES
from plugins.settlement.console.rates import CommissionRateAdmin
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import CommissionRate, LedgerEntry, Period

__all__ = [
    "GRANTS",
    "MENU",
    "QUEUES",
    "CommissionRateAdmin",
    "LedgerEntryAdmin",
    "PeriodAdmin",
]

MENU = (
    MenuEntry(Section.MONEY, "企业结算单", "receipt_long", Period),
    MenuEntry(Section.MONEY, "结算台账", "menu_book", LedgerEntry),
    MenuEntry(Section.MONEY, "佣金比例", "percent", CommissionRate),
)
_LOOK = (
    "mall_settlement.view_period",
    "mall_settlement.view_ledgerentry",
    "mall_settlement.view_commissionrate",
)
GRANTS = {Role.FINANCE: (*_LOOK, MANAGE), Role.BRAND_OFFICE: _LOOK}
