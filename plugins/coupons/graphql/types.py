import graphene
from django.utils import timezone

from plugins.coupons.selectors.wallet import Pocket, pocket_of
from plugins.kernel.graphql.paging import connection_of

CouponPocket = graphene.Enum("CouponPocket", [(each.name, each.value) for each in Pocket])


class CouponCampaign(graphene.ObjectType):
    """What a coupon is given on, in words that can be shown as they are."""

    id = graphene.ID(required=True, description="Its id.")
    name = graphene.String(required=True, description="What marketing calls it.")
    headline = graphene.String(required=True, description="¥10, or 8.5折.")
    brief = graphene.String(required=True, description="满99减10, as short as a tag.")
    condition = graphene.String(required=True, description="满 99 元可用.")
    scope_text = graphene.String(required=True, description="What it is for, in Chinese.")
    enterprise_slug = graphene.String(
        description="Address of the enterprise whose goods it is for, when it is for one's."
    )
    claim_until = graphene.DateTime(required=True, description="When claiming ends.")
    use_from = graphene.DateTime(description="From when it can be used; null: from claiming.")
    use_until = graphene.DateTime(description="Until when; null: some days after claiming.")
    use_days = graphene.Int(required=True, description="Days after claiming; 0: fixed days.")
    left = graphene.Int(required=True, description="How many can still be claimed.")
    per_person = graphene.Int(required=True, description="How many one person may claim.")

    class Meta:
        description = "The terms of a coupon."

    @staticmethod
    def resolve_enterprise_slug(root, _info):
        return root.enterprise.slug if root.enterprise_id else None


class CouponOffer(graphene.ObjectType):
    """A campaign as the caller sees it."""

    campaign = graphene.Field(CouponCampaign, required=True, description="Its terms.")
    claimed_by_me = graphene.Int(required=True, description="How many of it the caller has.")
    can_claim = graphene.Boolean(required=True, description="Whether one more can be claimed.")

    class Meta:
        description = "A coupon that can be claimed."


class BuyerCoupon(graphene.ObjectType):
    """A coupon of the caller's."""

    id = graphene.ID(required=True, description="Its id.")
    campaign = graphene.Field(CouponCampaign, required=True, description="Its terms.")
    pocket = graphene.Field(CouponPocket, required=True, description="Usable, used or expired.")
    claimed_at = graphene.DateTime(required=True, description="When it was claimed.")
    valid_from = graphene.DateTime(required=True, description="From when it can be used.")
    valid_until = graphene.DateTime(required=True, description="The instant that is too late.")
    used_at = graphene.DateTime(description="When it was used.")
    order_number = graphene.String(description="The order it was used for.")
    saved_fen = graphene.Int(required=True, description="What it took off that order, in fen.")

    class Meta:
        description = "A coupon in the caller's wallet."

    @staticmethod
    def resolve_pocket(root, _info):
        return pocket_of(root, now=timezone.now()).value

    @staticmethod
    def resolve_order_number(root, _info):
        return root.order.placed.number if root.order_id else None


BuyerCouponList = connection_of(BuyerCoupon, name="BuyerCoupon")


class CheckoutCoupon(graphene.ObjectType):
    """A coupon of the caller's beside her checkout."""

    coupon = graphene.Field(BuyerCoupon, required=True, description="The coupon.")
    saved_fen = graphene.Int(required=True, description="What it takes off, in fen; 0: nothing.")
    obstacle = graphene.String(required=True, description="Why it cannot be used; else empty.")
    is_best = graphene.Boolean(required=True, description="Takes off most of all.")
    is_chosen = graphene.Boolean(required=True, description="The checkout's total is with it.")

    class Meta:
        description = "What a coupon does for a checkout."

    @staticmethod
    def resolve_saved_fen(root, _info):
        return root.fit.saved_fen

    @staticmethod
    def resolve_obstacle(root, _info):
        return root.fit.words
