import graphene
from django.utils import timezone

from plugins.coupons.graphql.ids import product_key
from plugins.coupons.graphql.types import (
    BuyerCouponList,
    CheckoutCoupon,
    CouponOffer,
    CouponPocket,
)
from plugins.coupons.selectors.fitting import coupons_for_checkout
from plugins.coupons.selectors.offers import offers
from plugins.coupons.selectors.wallet import Pocket, coupons_in
from plugins.kernel.graphql import caller
from plugins.kernel.graphql.paging import page_of, paged


class CouponQueries(graphene.ObjectType):
    coupon_offers = graphene.List(
        graphene.NonNull(CouponOffer),
        product_id=graphene.ID(description="Only those for this product, by its global id."),
        required=True,
        description="Coupons that can be claimed now; whoever is logged in sees what she has.",
    )
    my_coupons = paged(
        BuyerCouponList,
        "The caller's coupons of one pocket, the latest first.",
        pocket=graphene.Argument(CouponPocket, required=True, description="Which of them."),
    )
    checkout_coupons = graphene.List(
        graphene.NonNull(CheckoutCoupon),
        checkout_token=graphene.UUID(required=True, description="Token of the caller's checkout."),
        required=True,
        description="The caller's unused coupons with what each does for her checkout.",
    )

    @staticmethod
    def resolve_coupon_offers(_root, info, product_id=None):
        key = product_key(product_id) if product_id is not None else None
        return offers(buyer=info.context.user, now=timezone.now(), product_id=key)

    @staticmethod
    def resolve_my_coupons(_root, info, pocket, first, after=None):
        mine = coupons_in(Pocket(pocket), owner=_person(info), now=timezone.now())
        return page_of(mine, first=first, after=after)

    @staticmethod
    def resolve_checkout_coupons(_root, info, checkout_token):
        return coupons_for_checkout(buyer=_person(info), token=checkout_token, now=timezone.now())


def _person(info):
    user = caller(info)
    return user
