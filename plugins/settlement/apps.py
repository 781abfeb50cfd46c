from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.settlement import labels


class SettlementConfig(CapabilityConfig):
    name = "plugins.settlement"
    label = "mall_settlement"
    verbose_name = "结算"
    holds_no_person = "amounts between the platform and enterprises"
    sweeps = {
        "settlement.follow": timedelta(minutes=5),
        "settlement.periods": timedelta(hours=6),
        "settlement.sharing": timedelta(minutes=1),
        "settlement.share_bills": timedelta(hours=1),
    }
    refund_gate = "plugins.settlement.services.share_return.SharedMoneyGate"
    audit_labels = labels.AUDIT
    audit_reasons = labels.REASONS
    audit_amounts = labels.AMOUNTS
    enterprise_notices = labels.NOTICES
    notice_addressees = {
        "mall_settlement.period": "plugins.settlement.notices.of_periods",
        "mall_settlement.payout": "plugins.settlement.notices.of_payouts",
    }
    console = "plugins.settlement.console"
