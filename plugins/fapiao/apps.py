from plugins.fapiao import labels
from plugins.kernel.registry import CapabilityConfig


class FapiaoConfig(CapabilityConfig):
    name = "plugins.fapiao"
    label = "mall_fapiao"
    verbose_name = "发票"
    urls = "plugins.fapiao.urls"
    personal_data = "plugins.fapiao.personal_data.FapiaoData"
    graphql_schema = "plugins.fapiao.graphql.schema"
    console = "plugins.fapiao.console"
    timeline = "plugins.fapiao.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER
    audit_reasons = labels.REASONS
