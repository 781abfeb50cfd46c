"""Reconciliation in the console."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.reconciliation.console.days import RERUN, BillDayAdmin
from plugins.reconciliation.console.differences import RESOLVE, DifferenceAdmin
from plugins.reconciliation.console.figures import CHARTS, QUEUES
from plugins.reconciliation.models import BillDay, Difference

__all__ = ["CHARTS", "GRANTS", "MENU", "QUEUES", "BillDayAdmin", "DifferenceAdmin"]

MENU = (
    MenuEntry(Section.MONEY, "对账", "balance", BillDay),
    MenuEntry(Section.MONEY, "对账差异", "difference", Difference, "state=open"),
)
GRANTS = {
    Role.FINANCE: (
        "mall_reconciliation.view_billday",
        "mall_reconciliation.view_difference",
        RERUN,
        RESOLVE,
    )
}
