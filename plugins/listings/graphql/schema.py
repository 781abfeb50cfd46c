import graphene

from plugins.listings.graphql.dataloaders import PromiseByProductIdLoader
from plugins.listings.rules.promise import promise_text


class ShipPromise(graphene.ObjectType):
    """When goods leave after payment."""

    hours = graphene.Int(required=True, description="Hours after payment.")
    ships_on = graphene.Date(description="The stated day of a pre-sale; null otherwise.")
    text = graphene.String(required=True, description="The same in words, in Chinese.")

    class Meta:
        description = "Until when goods leave; an order keeps what held when it was placed."

    @staticmethod
    def resolve_text(root, _info):
        return promise_text(root)


class ProductExtension(graphene.ObjectType):
    """What Saleor's product gets from here."""

    ship_promise = graphene.Field(
        ShipPromise, required=True, description="Until when it leaves after payment."
    )

    @staticmethod
    def resolve_ship_promise(root, info):
        return PromiseByProductIdLoader(info.context).load(root.pk)


EXTENSIONS = {"saleor.graphql.product.types.products.Product": ProductExtension}
