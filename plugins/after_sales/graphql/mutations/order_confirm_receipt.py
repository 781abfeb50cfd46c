import graphene
from django.utils import timezone

from plugins.kernel.audit import actor_of
from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.orders.public import order_of_buyer
from plugins.shipments.public import shipment_receive


class OrderConfirmReceipt(DomainMutation):
    received_at = graphene.DateTime(description="When the goods were received.")

    class Arguments:
        number = graphene.String(required=True, description="Number of the caller's order.")

    class Meta:
        audience = CUSTOMER
        description = "Confirms that the goods of the caller's order arrived."

    @classmethod
    def execute(cls, root, info, number):
        user = info.context.user
        placed = order_of_buyer(number=number, buyer=user)
        shipment = shipment_receive(order_id=placed.order_id, at=timezone.now(), by=actor_of(user))
        return cls(received_at=shipment.received_at)
