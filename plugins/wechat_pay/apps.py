from datetime import timedelta

from plugins.kernel.registry import CapabilityConfig
from plugins.wechat_pay import labels


class WechatPayConfig(CapabilityConfig):
    name = "plugins.wechat_pay"
    label = "mall_wechat_pay"
    verbose_name = "微信支付"
    personal_data = "plugins.wechat_pay.personal_data.WechatPayData"
    urls = "plugins.wechat_pay.urls"
    graphql_schema = "plugins.wechat_pay.graphql.schema"
    payment_provider = "plugins.wechat_pay.provider.WechatPayProvider"
    share_provider = "plugins.wechat_pay.shares.WechatShares"
    sweeps = {
        "wechat_pay.sync_open": timedelta(seconds=30),
        "wechat_pay.refunds": timedelta(seconds=30),
    }
    console = "plugins.wechat_pay.console"
    timeline = "plugins.wechat_pay.selectors.subjects_of_order"
    audit_labels = labels.AUDIT
    buyer_labels = labels.BUYER
    audit_reasons = labels.REASONS
