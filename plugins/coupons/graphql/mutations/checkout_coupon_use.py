import graphene
from django.utils import timezone
from saleor.graphql.checkout.types import Checkout

from plugins.coupons.errors import CouponNotFound
from plugins.coupons.graphql.ids import key_from
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class CheckoutCouponUse(DomainMutation):
    checkout = graphene.Field(Checkout, description="The checkout with its new total.")

    class Arguments:
        checkout_token = graphene.UUID(required=True, description="Token of the caller's checkout.")
        coupon_id = graphene.ID(description="The coupon to use; null: none.")

    class Meta:
        audience = CUSTOMER
        description = "Uses one of the caller's coupons for her checkout, or none."

    @classmethod
    def execute(cls, root, info, checkout_token, coupon_id=None):
        key = (
            key_from(coupon_id, missing=CouponNotFound, field="couponId")
            if coupon_id is not None
            else None
        )
        checkout = coupon_choose(
            buyer=info.context.user, token=checkout_token, coupon_id=key, now=timezone.now()
        )
        return cls(checkout=checkout)
