from datetime import timedelta

from plugins.kernel import labels
from plugins.kernel.registry import CapabilityConfig


class KernelConfig(CapabilityConfig):
    name = "plugins.kernel"
    label = "mall_kernel"
    verbose_name = "内核"
    holds_no_person = "the audit trail names accounts by number; it is kept as it is"
    sweeps = {
        "kernel.outbox_deliver": timedelta(seconds=30),
        "kernel.audit_seal": timedelta(minutes=1),
    }
    console = "plugins.kernel.console"
    audit_labels = labels.AUDIT
