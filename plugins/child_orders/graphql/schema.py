import graphene

from plugins.child_orders.graphql.mutations.child_order_message_send import ChildOrderMessageSend
from plugins.child_orders.graphql.queries import ChildOrderQueries
from plugins.child_orders.graphql.types import PlacedOrderExtension

EXTENSIONS = {"plugins.orders.graphql.types.PlacedOrder": PlacedOrderExtension}


class Queries(ChildOrderQueries):
    pass


class Mutations(graphene.ObjectType):
    child_order_message_send = ChildOrderMessageSend.Field()
