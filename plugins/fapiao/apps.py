from plugins.kernel.registry import CapabilityConfig


class FapiaoConfig(CapabilityConfig):
    name = "plugins.fapiao"
    label = "mall_fapiao"
    verbose_name = "发票"
    graphql_schema = "plugins.fapiao.graphql.schema"
    console = "plugins.fapiao.console"
