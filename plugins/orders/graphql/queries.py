import graphene
from django.utils import timezone
from saleor.core.permissions import OrderPermissions

from plugins.kernel.errors import NotAllowed
from plugins.kernel.graphql import caller
from plugins.orders.graphql.types import (
    OrderTimelineEntry,
    PlacedOrder,
    PlacedOrderConnection,
    PlacedOrderStage,
    PlacedOrderState,
)
from plugins.orders.selectors.orders import order_id_of, orders_of
from plugins.orders.stages import OrderStage, orders_in_stage
from plugins.orders.timeline import timeline_for_buyer, timeline_for_staff

PAGE = 20


class OrderQueries(graphene.ObjectType):
    my_order = graphene.Field(
        PlacedOrder,
        number=graphene.String(required=True, description="Order number."),
        description="One of the caller's own orders; null when there is none.",
    )
    my_order_of_checkout = graphene.Field(
        PlacedOrder,
        checkout_token=graphene.UUID(
            required=True, description="Token of the checkout that was ordered."
        ),
        description="The caller's order made from this checkout, for whom the answer of"
        " `orderPlace` never reached; null when nothing was ordered from it.",
    )
    my_orders = graphene.Field(
        PlacedOrderConnection,
        state=graphene.Argument(PlacedOrderState, description="Only orders in this state."),
        stage=graphene.Argument(
            PlacedOrderStage, description="Only orders of which the caller waits for this."
        ),
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        required=True,
        description="The caller's own orders, newest first, 20 a page.",
    )
    my_order_timeline = graphene.List(
        graphene.NonNull(OrderTimelineEntry),
        number=graphene.String(required=True, description="Order number."),
        required=True,
        description="What happened to one of the caller's own orders, oldest first.",
    )
    order_timeline = graphene.List(
        graphene.NonNull(OrderTimelineEntry),
        number=graphene.String(required=True, description="Order number."),
        required=True,
        description="Every audited move of an order, oldest first. Needs MANAGE_ORDERS.",
    )

    @staticmethod
    def resolve_my_order_timeline(_root, info, number):
        user = caller(info)
        return [
            OrderTimelineEntry.of(entry) for entry in timeline_for_buyer(number=number, buyer=user)
        ]

    @staticmethod
    def resolve_order_timeline(_root, info, number):
        caller = getattr(info.context, "app", None) or info.context.user
        if not caller.has_perms((OrderPermissions.MANAGE_ORDERS,)):
            raise NotAllowed()
        entries = timeline_for_staff(order_id=order_id_of(number=number))
        return [OrderTimelineEntry.of(entry) for entry in entries]

    @staticmethod
    def resolve_my_order(_root, info, number):
        user = caller(info)
        return orders_of(user).filter(number=number).first()

    @staticmethod
    def resolve_my_order_of_checkout(_root, info, checkout_token):
        user = caller(info)
        return orders_of(user).filter(checkout_token=checkout_token).first()

    @staticmethod
    def resolve_my_orders(_root, info, skip, state=None, stage=None):
        user = caller(info)
        orders = orders_of(user)
        if state is not None:
            orders = orders.filter(state=state)
        if stage is not None:
            orders = orders_in_stage(
                orders, stage=OrderStage(stage), buyer=user, now=timezone.now()
            )
        start = max(skip, 0)
        page = list(orders[start : start + PAGE + 1])
        return PlacedOrderConnection(
            nodes=page[:PAGE], total_count=orders.count(), has_next_page=len(page) > PAGE
        )
