"""Reconciliation in the console."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.reconciliation.console.days import RERUN, BillDayAdmin
from plugins.reconciliation.console.differences import RESOLVE, DifferenceAdmin
from plugins.reconciliation.console.figures import CHARTS, QUEUES
from plugins.reconciliation.models import BillDay, Difference

__all__ = [
    "ACTION_TEXT",
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
    "REASON_TEXT",
    "BillDayAdmin",
    "DifferenceAdmin",
]

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
REASON_TEXT = {
    "fetched_anew": "重新下载",
    "stored_file": "用已存的账单",
    "not_found_again": "再次对账时已不存在",
    "found_again": "再次对账时又出现",
}
ACTION_TEXT = {
    "reconciliation.bill.fetched": "取得账单",
    "reconciliation.bill.empty": "当日无交易",
    "reconciliation.bill.matched": "对账相符",
    "reconciliation.bill.differing": "对账有差异",
    "reconciliation.bill.awaited": "等待账单",
    "reconciliation.bill.rerun_asked": "要求重新对账",
    "reconciliation.bill.exported": "导出对账工作簿",
    "reconciliation.differences.found": "发现差异",
    "reconciliation.difference.changed": "差异金额变化",
    "reconciliation.difference.resolved": "差异已处理",
    "reconciliation.difference.gone": "差异已消失",
    "reconciliation.difference.open": "差异重新出现",
}
