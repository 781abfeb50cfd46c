from datetime import timedelta

from plugins.coupons import labels
from plugins.kernel.registry import CapabilityConfig


class CouponsConfig(CapabilityConfig):
    name = "plugins.coupons"
    label = "mall_coupons"
    verbose_name = "优惠券"
    personal_data = "plugins.coupons.personal_data.CouponsData"
    graphql_schema = "plugins.coupons.graphql.schema"
    console = "plugins.coupons.console"
    checkout_discount = "plugins.coupons.discount.CouponDiscount"
    sweeps = {"coupons.end_due": timedelta(minutes=10)}
    audit_labels = labels.AUDIT
    audit_reasons = labels.REASONS
    enterprise_notices = labels.NOTICES
    notice_addressees = {"mall_coupons.campaign": "plugins.coupons.notices.of_campaigns"}
