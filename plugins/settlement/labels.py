"""What the audited moves of settlement are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "settlement.entry.booked": ("入账", "Entry booked"),
    "settlement.rate.set": ("设置佣金比例", "Commission rate set"),
    "settlement.period.closed": ("结账", "Period closed"),
    "settlement.period.confirmed": ("结算单已确认", "Period confirmed"),
    "settlement.period.disputed": ("企业对结算单有异议", "Period disputed"),
    "settlement.period.answered": ("答复异议", "Dispute answered"),
    "settlement.period.paid": ("本期已结清", "Period paid"),
    "settlement.payout.done": ("已登记付款", "Payout recorded"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "no_objection": ("期满无异议", "No objection in time"),
}
