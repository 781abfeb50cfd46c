import graphene
from django.utils import timezone

from plugins.coupons.errors import CampaignNotFound
from plugins.coupons.graphql.ids import key_from
from plugins.coupons.graphql.types import BuyerCoupon
from plugins.coupons.services.coupon_claim import coupon_claim, coupon_claim_by_code
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class CouponClaim(DomainMutation):
    coupon = graphene.Field(BuyerCoupon, description="The claimed coupon.")

    class Arguments:
        campaign_id = graphene.ID(required=True, description="Id of the campaign.")

    class Meta:
        audience = CUSTOMER
        description = "Claims one coupon of a campaign that is listed."

    @classmethod
    def execute(cls, root, info, campaign_id):
        key = key_from(campaign_id, missing=CampaignNotFound, field="campaignId")
        return cls(
            coupon=coupon_claim(buyer=info.context.user, campaign_id=key, now=timezone.now())
        )


class CouponClaimByCode(DomainMutation):
    coupon = graphene.Field(BuyerCoupon, description="The claimed coupon.")

    class Arguments:
        code = graphene.String(required=True, description="The campaign's public code.")

    class Meta:
        audience = CUSTOMER
        description = "Claims one coupon with a campaign's code; wrong codes get one answer."

    @classmethod
    def execute(cls, root, info, code):
        return cls(
            coupon=coupon_claim_by_code(buyer=info.context.user, code=code, now=timezone.now())
        )
