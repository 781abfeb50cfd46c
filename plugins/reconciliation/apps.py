from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.reconciliation import labels


class ReconciliationConfig(CapabilityConfig):
    name = "plugins.reconciliation"
    label = "mall_reconciliation"
    verbose_name = "对账"
    holds_no_person = "WeChat's bills: books, kept ten years, read by finance alone"
    sweeps = {"reconciliation.sweep_days": timedelta(minutes=10)}
    console = "plugins.reconciliation.console"
    audit_labels = labels.AUDIT
    audit_reasons = labels.REASONS
