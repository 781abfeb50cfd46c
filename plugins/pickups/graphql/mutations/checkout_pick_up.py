import graphene
from django.utils import timezone
from saleor.graphql.checkout.types import Checkout

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.pickups.services.checkout_pick_up import checkout_pick_up


class CheckoutPickUp(DomainMutation):
    checkout = graphene.Field(Checkout, description="The checkout, addressed to the point.")

    class Arguments:
        checkout_token = graphene.UUID(required=True, description="Token of the checkout.")
        point_id = graphene.Int(required=True, description="Where the goods are fetched.")
        recipient = graphene.String(required=True, description="Who comes.")
        phone = graphene.String(required=True, description="Mobile number of who comes.")

    class Meta:
        audience = CUSTOMER
        description = (
            "Lets the caller fetch what is in the own checkout, free of charge; an address of "
            "one's own, given afterwards, ends it."
        )

    @classmethod
    def execute(cls, root, info, checkout_token, point_id, recipient, phone):
        checkout = checkout_pick_up(
            buyer=info.context.user,
            checkout_token=checkout_token,
            point_id=point_id,
            recipient=recipient,
            phone=phone,
            now=timezone.now(),
        )
        return cls(checkout=checkout)
