import graphene
from saleor.graphql.checkout.types import Checkout
from saleor.graphql.product.types import ProductVariant

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.kernel.numbers import whole_number
from plugins.orders.errors import CheckoutEmpty, NoLongerSold
from plugins.orders.services.checkout_fill import checkout_fill


class CheckoutFillLine(graphene.InputObjectType):
    variant_id = graphene.ID(required=True, description="The variant.")
    quantity = graphene.Int(required=True, description="How many; at least one.")

    class Meta:
        description = "One kind of goods for the checkout."


class CheckoutFill(DomainMutation):
    checkout = graphene.Field(Checkout, description="The caller's checkout.")

    class Arguments:
        lines = graphene.List(
            graphene.NonNull(CheckoutFillLine),
            required=True,
            description="All the goods it shall hold; what else was in it goes.",
        )

    class Meta:
        audience = CUSTOMER
        description = "Makes the caller's one checkout hold exactly these goods; holds no stock."

    @classmethod
    def execute(cls, root, info, lines):
        quantities: dict[int, int] = {}
        for line in lines:
            key = _variant_key(line.variant_id)
            if line.quantity < 1:
                raise CheckoutEmpty(field="lines")
            quantities[key] = quantities.get(key, 0) + line.quantity
        return cls(checkout=checkout_fill(buyer=info.context.user, quantities=quantities))


def _variant_key(global_id):
    try:
        kind, key = graphene.Node.from_global_id(global_id)
    except (ValueError, UnicodeDecodeError) as error:
        raise NoLongerSold(item=global_id[:40], field="lines") from error
    number = whole_number(key)
    if kind != ProductVariant._meta.name or number is None:
        raise NoLongerSold(item=global_id[:40], field="lines")
    return number
