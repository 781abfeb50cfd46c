"""Everything other capabilities may use of coupons."""

from plugins.coupons.models import Campaign, Coupon
from plugins.coupons.services.campaign_run import campaign_start
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.coupons.services.coupon_claim import coupon_claim
from plugins.coupons.states import Bearer, Scope

__all__ = [
    "Bearer",
    "Campaign",
    "CampaignFacts",
    "Coupon",
    "Scope",
    "campaign_start",
    "campaign_write",
    "coupon_choose",
    "coupon_claim",
]
