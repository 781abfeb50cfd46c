import graphene
from django.utils import timezone
from saleor.graphql.core.scalars import Decimal

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.orders.graphql.types import PlacedOrder
from plugins.orders.services.order_place import order_place


class OrderPlace(DomainMutation):
    placed_order = graphene.Field(PlacedOrder, description="The order, with its stock held.")

    class Arguments:
        checkout_token = graphene.UUID(required=True, description="Token of the checkout.")
        idempotency_key = graphene.String(
            required=True,
            description="Made once per confirm screen; the same key gives the same order.",
        )
        expected_total = Decimal(
            description="Total in yuan that the buyer saw; a different one refuses the order."
        )
        fresh_consent = graphene.Boolean(
            description="The buyer confirmed, for this purchase, that its fresh goods take no "
            "return without a reason. Without it they do."
        )

    class Meta:
        audience = CUSTOMER
        description = "Places an order from a checkout and holds its stock until it is paid."

    @classmethod
    def execute(
        cls, root, info, checkout_token, idempotency_key, expected_total=None, fresh_consent=False
    ):
        placed = order_place(
            buyer=info.context.user,
            checkout_token=checkout_token,
            idempotency_key=idempotency_key,
            now=timezone.now(),
            expected_total=expected_total,
            fresh_consent=bool(fresh_consent),
        )
        return cls(placed_order=placed)
