import graphene

from plugins.child_orders.graphql.types import ChildOrderMessage
from plugins.child_orders.selectors import child_order_of_buyer
from plugins.kernel.graphql import caller

MOST = 200


class ChildOrderQueries(graphene.ObjectType):
    child_order_messages = graphene.List(
        graphene.NonNull(ChildOrderMessage),
        number=graphene.String(required=True, description="Number of the child order."),
        required=True,
        description="The latest 200 messages about the caller's own child order, oldest first.",
    )

    @staticmethod
    def resolve_child_order_messages(_root, info, number):
        user = caller(info)
        child = child_order_of_buyer(number=number, buyer=user)
        return list(child.messages.order_by("-pk")[:MOST])[::-1]
