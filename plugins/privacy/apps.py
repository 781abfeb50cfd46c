from plugins.kernel.registry import CapabilityConfig
from plugins.privacy import labels


class PrivacyConfig(CapabilityConfig):
    name = "plugins.privacy"
    label = "mall_privacy"
    verbose_name = "个人信息"
    graphql_schema = "plugins.privacy.graphql.schema"
    audit_labels = labels.AUDIT
    personal_data = "plugins.privacy.personal_data.AccountData"
