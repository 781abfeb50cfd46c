"""Coupons in both consoles: marketing runs campaigns, enterprises agree to bear theirs."""

from brand_theme.console.public import (
    Chart,
    EnterpriseEntry,
    EnterprisePage,
    MenuEntry,
    Role,
    Section,
)
from plugins.coupons.console import enterprise
from plugins.coupons.console.campaigns import CampaignAdmin, going
from plugins.coupons.console.enterprise import enterprise_cards
from plugins.coupons.console.orders import order_part
from plugins.coupons.models import Campaign
from plugins.coupons.permissions import MANAGE
from plugins.marketplace.public import Role as MemberRole
from plugins.marketplace.public import may

__all__ = [
    "CHARTS",
    "ENTERPRISE_MENU",
    "ENTERPRISE_PAGES",
    "GRANTS",
    "MENU",
    "CampaignAdmin",
    "enterprise_cards",
    "order_part",
]

MENU = (MenuEntry(Section.MARKET, "优惠券活动", "local_activity", Campaign),)
CHARTS = (Chart("优惠券领取与使用", "bar", Campaign, going, unit="张"),)
_LOOK = ("mall_coupons.view_campaign",)
GRANTS = {
    Role.MARKETING: (*_LOOK, MANAGE),
    Role.FINANCE: _LOOK,
    Role.SERVICE: _LOOK,
    Role.BRAND_OFFICE: _LOOK,
}
ENTERPRISE_PAGES = (
    EnterprisePage("coupons/", "coupons", enterprise.coupons),
    EnterprisePage("coupons/<int:campaign_id>/agree/", "coupon_agree", enterprise.agree),
    EnterprisePage("coupons/<int:campaign_id>/decline/", "coupon_decline", enterprise.decline),
)
ENTERPRISE_MENU = (
    EnterpriseEntry("优惠券", "local_activity", "coupons", may(MemberRole.OWNER), position=22),
)
