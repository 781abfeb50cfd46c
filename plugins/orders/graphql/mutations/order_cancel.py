import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.orders.graphql.types import PlacedOrder
from plugins.orders.services.order_cancel import order_cancel_by_buyer


class OrderCancel(DomainMutation):
    placed_order = graphene.Field(PlacedOrder, description="The cancelled order.")

    class Arguments:
        number = graphene.String(required=True, description="Order number.")

    class Meta:
        audience = CUSTOMER
        description = "Cancels the caller's own unpaid order and gives its stock back."

    @classmethod
    def execute(cls, root, info, number):
        placed = order_cancel_by_buyer(number=number, buyer=info.context.user, now=timezone.now())
        return cls(placed_order=placed)
