import graphene

from plugins.coupons.graphql.mutations.checkout_coupon_use import CheckoutCouponUse
from plugins.coupons.graphql.mutations.coupon_claim import CouponClaim, CouponClaimByCode
from plugins.coupons.graphql.queries import CouponQueries


class Queries(CouponQueries):
    pass


class Mutations(graphene.ObjectType):
    coupon_claim = CouponClaim.Field()
    coupon_claim_by_code = CouponClaimByCode.Field()
    checkout_coupon_use = CheckoutCouponUse.Field()
