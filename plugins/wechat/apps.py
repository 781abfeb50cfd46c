from plugins.kernel.registry import CapabilityConfig


class WechatConfig(CapabilityConfig):
    name = "plugins.wechat"
    label = "mall_wechat"
    verbose_name = "微信"
    graphql_schema = "plugins.wechat.graphql.schema"
    console = "plugins.wechat.console"
