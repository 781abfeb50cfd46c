from plugins.kernel.registry import CapabilityConfig
from plugins.wechat import labels


class WechatConfig(CapabilityConfig):
    name = "plugins.wechat"
    label = "mall_wechat"
    verbose_name = "微信"
    graphql_schema = "plugins.wechat.graphql.schema"
    audit_labels = labels.AUDIT
