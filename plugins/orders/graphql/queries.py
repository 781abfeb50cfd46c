import graphene

from plugins.kernel.errors import LoginRequired
from plugins.orders.graphql.types import PlacedOrder, PlacedOrderConnection, PlacedOrderState
from plugins.orders.selectors.orders import orders_of

PAGE = 20


class OrderQueries(graphene.ObjectType):
    my_order = graphene.Field(
        PlacedOrder,
        number=graphene.String(required=True, description="Order number."),
        description="One of the caller's own orders; null when there is none.",
    )
    my_orders = graphene.Field(
        PlacedOrderConnection,
        state=graphene.Argument(PlacedOrderState, description="Only orders in this state."),
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        required=True,
        description="The caller's own orders, newest first, 20 a page.",
    )

    @staticmethod
    def resolve_my_order(_root, info, number):
        user = info.context.user
        if not user.is_authenticated:
            raise LoginRequired()
        return orders_of(user).filter(number=number).first()

    @staticmethod
    def resolve_my_orders(_root, info, skip, state=None):
        user = info.context.user
        if not user.is_authenticated:
            raise LoginRequired()
        orders = orders_of(user)
        if state is not None:
            orders = orders.filter(state=state)
        start = max(skip, 0)
        page = list(orders[start : start + PAGE + 1])
        return PlacedOrderConnection(
            nodes=page[:PAGE], total_count=orders.count(), has_next_page=len(page) > PAGE
        )
