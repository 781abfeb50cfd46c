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
    }
    audit_labels = labels.AUDIT
    audit_reasons = labels.REASONS
    console = "plugins.settlement.console"
