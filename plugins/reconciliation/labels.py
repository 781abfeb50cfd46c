"""What the audited moves of bills and differences are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "reconciliation.bill.awaited": ("账单待取", "Bill awaited"),
    "reconciliation.bill.fetched": ("账单已取", "Bill fetched"),
    "reconciliation.bill.matched": ("账单相符", "Bill matches"),
    "reconciliation.bill.differing": ("账单有差异", "Bill differs"),
    "reconciliation.bill.empty": ("当日无交易", "Nothing happened that day"),
    "reconciliation.differences.found": ("发现差异", "Differences found"),
    "reconciliation.difference.changed": ("差异金额变化", "Difference changed"),
    "reconciliation.difference.open": ("差异待处理", "Difference open"),
    "reconciliation.difference.resolved": ("差异已处理", "Difference resolved"),
    "reconciliation.difference.gone": ("差异已消失", "Difference gone"),
    "reconciliation.bill.rerun_asked": ("要求重新对账", "Asked to run the day again"),
    "reconciliation.bill.exported": ("导出对账工作簿", "Workbook exported"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "fetched_anew": ("重新下载", "Downloaded anew"),
    "stored_file": ("用已存的账单", "From the stored file"),
    "not_found_again": ("再次对账时已不存在", "Not found when run again"),
    "found_again": ("再次对账时又出现", "Found when run again"),
}
