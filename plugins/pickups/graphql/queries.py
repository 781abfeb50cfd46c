import graphene
from graphql_relay import from_global_id
from saleor.product.models import ProductVariant

from plugins.kernel.errors import LoginRequired
from plugins.kernel.graphql import caller
from plugins.pickups.graphql.types import Pickup, PickUpOffer
from plugins.pickups.selectors import pick_up_offer, pickup_of_buyer

#: More kinds of goods no cart holds.
MOST = 200


class PickupQueries(graphene.ObjectType):
    pick_up_offer = graphene.Field(
        PickUpOffer,
        variant_ids=graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="Goods ordered together."
        ),
        required=True,
        description="Where these goods can be fetched, or why they cannot.",
    )
    my_pickup = graphene.Field(
        Pickup,
        number=graphene.String(required=True, description="Number of the caller's order."),
        description="What the caller fetches of an own order; null when it is delivered.",
    )

    @staticmethod
    def resolve_pick_up_offer(_root, info, variant_ids):
        if not info.context.user.is_authenticated:
            raise LoginRequired()
        keys = [key for key in map(_variant_key, variant_ids[:MOST]) if key is not None]
        products = ProductVariant.objects.filter(pk__in=keys).values_list("product_id", flat=True)
        return pick_up_offer(product_ids=set(products))

    @staticmethod
    def resolve_my_pickup(_root, info, number):
        user = caller(info)
        return pickup_of_buyer(order_number=number, buyer=user)


def _variant_key(global_id):
    """Return the key behind an id; what is none is left out, as it can be had nowhere."""
    try:
        kind, key = from_global_id(global_id)
    except (ValueError, UnicodeDecodeError):
        return None
    return int(key) if kind == "ProductVariant" and key.isdecimal() and len(key) < 10 else None
