from plugins.kernel.registry import CapabilityConfig
from plugins.showcase import labels


class ShowcaseConfig(CapabilityConfig):
    name = "plugins.showcase"
    label = "mall_showcase"
    verbose_name = "首页陈列"
    holds_no_person = "cards of the first page; who wrote them is in the audit trail"
    console = "plugins.showcase.console"
    audit_labels = labels.AUDIT
