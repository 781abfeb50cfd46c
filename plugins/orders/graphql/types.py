import graphene
from prices import Money as Amount
from saleor.graphql.core.types import Money
from saleor.graphql.order.types import Order, OrderLine

from plugins.kernel.money import from_fen
from plugins.orders.graphql.dataloaders import LinesByOrderIdLoader
from plugins.orders.selectors.amounts import saved_fen
from plugins.orders.stages import OrderStage
from plugins.orders.states import OrderState

PlacedOrderState = graphene.Enum(
    "PlacedOrderState", [(state.name, state.value) for state in OrderState]
)
PlacedOrderStage = graphene.Enum(
    "PlacedOrderStage", [(stage.name, stage.value) for stage in OrderStage]
)


class PlacedOrder(graphene.ObjectType):
    """A buyer's order: its public number, deadline and state."""

    number = graphene.String(required=True, description="The number a buyer reads out.")
    state = graphene.Field(PlacedOrderState, required=True, description="Where the order stands.")
    total = graphene.Field(Money, required=True, description="What the buyer pays.")
    total_fen = graphene.Int(required=True, description="The same in whole fen.")
    paid_fen = graphene.Int(required=True, description="What has been paid, in fen.")
    saved_fen = graphene.Int(required=True, description="What a coupon took off, in fen.")
    discount_name = graphene.String(required=True, description="The coupon's name, or empty.")
    placed_at = graphene.DateTime(required=True, description="When it was placed.")
    pay_by = graphene.DateTime(required=True, description="When an unpaid order is cancelled.")
    paid_at = graphene.DateTime(description="When the money arrived.")
    cancelled_at = graphene.DateTime(description="When it was cancelled.")
    order = graphene.Field(Order, required=True, description="Addresses and shipping.")
    lines = graphene.List(
        graphene.NonNull(OrderLine),
        required=True,
        description="What was bought; asked for once, however many orders a page shows.",
    )

    class Meta:
        description = "An order as its buyer sees it."

    @staticmethod
    def resolve_saved_fen(root, _info):
        return saved_fen(order_id=root.order_id)

    @staticmethod
    def resolve_discount_name(root, _info):
        return root.order.discount_name or ""

    @staticmethod
    def resolve_total(root, _info):
        return Amount(from_fen(root.total_fen), root.order.currency)

    @staticmethod
    def resolve_lines(root, info):
        return LinesByOrderIdLoader(info.context).load(root.order_id)


class OrderTimelineEntry(graphene.ObjectType):
    """One move of an order or of what belongs to it."""

    at = graphene.DateTime(required=True, description="When it happened.")
    action = graphene.String(required=True, description="Stable name of the move.")
    label = graphene.String(required=True, description="What happened, in Chinese.")
    label_en = graphene.String(required=True, description="What happened, in English.")
    actor = graphene.String(required=True, description="Who did it, in Chinese.")
    actor_en = graphene.String(required=True, description="Who did it, in English.")
    reason = graphene.String(required=True, description="Why, in Chinese; may be empty.")
    reason_en = graphene.String(required=True, description="Why, in English; may be empty.")
    amount_fen = graphene.Int(description="The money it is about, in fen.")

    class Meta:
        description = "One line of an order's timeline."

    @classmethod
    def of(cls, entry):
        (label, label_en), (actor, actor_en) = entry.label, entry.actor
        reason, reason_en = entry.reason
        return cls(
            at=entry.at,
            action=entry.action,
            label=label,
            label_en=label_en,
            actor=actor,
            actor_en=actor_en,
            reason=reason,
            reason_en=reason_en,
            amount_fen=entry.fen,
        )


class PlacedOrderConnection(graphene.ObjectType):
    """One page of a buyer's orders, newest first."""

    nodes = graphene.List(
        graphene.NonNull(PlacedOrder), required=True, description="The orders of this page."
    )
    total_count = graphene.Int(required=True, description="How many orders there are in all.")
    has_next_page = graphene.Boolean(required=True, description="Whether older orders follow.")
