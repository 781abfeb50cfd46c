from plugins.kernel.registry import CapabilityConfig
from plugins.wechat import labels


class WechatConfig(CapabilityConfig):
    name = "plugins.wechat"
    label = "mall_wechat"
    verbose_name = "微信"
    personal_data = "plugins.wechat.personal_data.WechatData"
    urls = "plugins.wechat.urls"
    outbox = {"wechat.push": "plugins.wechat.services.push_apply.push_owed"}
    graphql_schema = "plugins.wechat.graphql.schema"
    console = "plugins.wechat.console"
    audit_labels = labels.AUDIT
