"""Settlement in both consoles: rates, periods, payouts and the ledger; statements to agree on."""

from brand_theme.console.public import EnterpriseEntry, EnterprisePage, MenuEntry, Role, Section
from plugins.marketplace.public import Role as MemberRole
from plugins.marketplace.public import may
from plugins.settlement.console import enterprise
from plugins.settlement.console.enterprise import enterprise_cards
from plugins.settlement.console.ledger import LedgerEntryAdmin
from plugins.settlement.console.periods import PeriodAdmin
from plugins.settlement.console.queues import PERIOD_QUEUES
from plugins.settlement.console.rates import CommissionRateAdmin
from plugins.settlement.console.share_bills import ShareBillAdmin
from plugins.settlement.console.share_receivers import ShareReceiverAdmin
from plugins.settlement.console.sharing import SharingAdmin
from plugins.settlement.console.sharing_queues import SHARING_QUEUES
from plugins.settlement.console.texts import MANAGE
from plugins.settlement.models import (
    CommissionRate,
    LedgerEntry,
    Period,
    ShareBill,
    ShareReceiver,
    Sharing,
)

__all__ = [
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "QUEUES",
    "CommissionRateAdmin",
    "LedgerEntryAdmin",
    "PeriodAdmin",
    "ShareBillAdmin",
    "ShareReceiverAdmin",
    "SharingAdmin",
    "enterprise_cards",
]

ENTERPRISE_PAGES = (
    EnterprisePage("settlement/", "settlement", enterprise.settlement),
    EnterprisePage("settlement/<int:period_id>/", "settlement_period", enterprise.period),
    EnterprisePage("settlement/<int:period_id>/confirm/", "period_confirm", enterprise.confirm),
    EnterprisePage("settlement/<int:period_id>/dispute/", "period_dispute", enterprise.dispute),
    EnterprisePage("settlement/<int:period_id>/statement.pdf", "period_pdf", enterprise.pdf),
    EnterprisePage("settlement/<int:period_id>/statement.xlsx", "period_xlsx", enterprise.workbook),
)
ENTERPRISE_MENU = (
    EnterpriseEntry(
        "结算", "account_balance_wallet", "settlement", may(MemberRole.FINANCE), position=20
    ),
)

MENU = (
    MenuEntry(Section.MONEY, "企业结算单", "receipt_long", Period),
    MenuEntry(Section.MONEY, "结算台账", "menu_book", LedgerEntry),
    MenuEntry(Section.MONEY, "佣金比例", "percent", CommissionRate),
    MenuEntry(Section.MONEY, "分账", "call_split", Sharing),
    MenuEntry(Section.MONEY, "分账接收方", "add_card", ShareReceiver),
    MenuEntry(Section.MONEY, "分账账单", "rule", ShareBill),
)
QUEUES = (*PERIOD_QUEUES, *SHARING_QUEUES)
_LOOK = (
    "mall_settlement.view_period",
    "mall_settlement.view_ledgerentry",
    "mall_settlement.view_commissionrate",
    "mall_settlement.view_sharing",
    "mall_settlement.view_sharereceiver",
    "mall_settlement.view_sharebill",
)
GRANTS = {Role.FINANCE: (*_LOOK, MANAGE), Role.BRAND_OFFICE: _LOOK}
