import graphene

from plugins.orders.graphql.mutations.checkout_fill import CheckoutFill
from plugins.orders.graphql.mutations.order_cancel import OrderCancel
from plugins.orders.graphql.mutations.order_place import OrderPlace
from plugins.orders.graphql.queries import OrderQueries


class Queries(OrderQueries):
    pass


class Mutations(graphene.ObjectType):
    checkout_fill = CheckoutFill.Field()
    order_place = OrderPlace.Field()
    order_cancel = OrderCancel.Field()
