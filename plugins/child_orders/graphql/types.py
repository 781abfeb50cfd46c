import graphene

from plugins.child_orders.graphql.dataloaders import (
    ChildOrdersByOrderIdLoader,
    ShippedPartsByOrderIdLoader,
)
from plugins.child_orders.models import Side
from plugins.child_orders.states import ChildState
from plugins.listings.public import promise_text
from plugins.shipments.public import companies

ChildOrderState = graphene.Enum(
    "ChildOrderState", [(state.name, state.value) for state in ChildState]
)
ChildOrderSide = graphene.Enum("ChildOrderSide", [(side.name, side.value) for side in Side])


class ChildOrderLine(graphene.ObjectType):
    """Goods of one enterprise in an order."""

    name = graphene.String(required=True, description="Goods and size.")
    sku = graphene.String(required=True, description="Code of the size.")
    quantity = graphene.Int(required=True, description="Units bought.")
    paid_fen = graphene.Int(required=True, description="What was paid for them, vouchers off.")

    ship_promise = graphene.String(
        required=True, description="When it leaves, as promised when the order was placed."
    )

    class Meta:
        description = "A line of a child order."

    @staticmethod
    def resolve_ship_promise(root, _info):
        return promise_text(root.promise)

    @staticmethod
    def resolve_name(root, _info):
        return f"{root.order_line.product_name} {root.order_line.variant_name}".strip()

    @staticmethod
    def resolve_sku(root, _info):
        return root.order_line.product_sku


class ChildOrderParcel(graphene.ObjectType):
    """A parcel on its way to the buyer."""

    company = graphene.String(required=True, description="Name of the express company.")
    tracking_no = graphene.String(required=True, description="Number on the label.")

    class Meta:
        description = "A parcel of a child order."

    @staticmethod
    def resolve_company(root, _info):
        return companies()[root.company].name


class ChildOrder(graphene.ObjectType):
    """What one enterprise owes the buyer of an order."""

    number = graphene.String(required=True, description="The order's number and a part's.")
    enterprise_name = graphene.String(required=True, description="Who made and ships the goods.")
    state = graphene.Field(ChildOrderState, required=True, description="Where the part stands.")
    is_pick_up = graphene.Boolean(
        required=True, description="Whether the buyer fetches it instead of having it delivered."
    )
    ship_by = graphene.DateTime(description="Until when it has to leave; null until paid.")
    shipped_at = graphene.DateTime(description="When it left.")
    received_at = graphene.DateTime(description="When it was received.")
    goods_fen = graphene.Int(required=True, description="What was paid for its goods.")
    shipping_fen = graphene.Int(required=True, description="Its share of shipping.")
    refunded_fen = graphene.Int(required=True, description="What of it has gone back.")
    lines = graphene.List(graphene.NonNull(ChildOrderLine), required=True, description="Its goods.")
    parcels = graphene.List(
        graphene.NonNull(ChildOrderParcel),
        required=True,
        description="Its parcels; those of the whole order when it left in one piece.",
    )

    class Meta:
        description = "One enterprise's part of an order."

    @staticmethod
    def resolve_enterprise_name(root, _info):
        return root.enterprise.name

    @staticmethod
    def resolve_lines(root, _info):
        return root.lines.all()

    @staticmethod
    def resolve_parcels(root, info):
        def own(parts):
            labels = {part.part: part.labels for part in parts}
            if root.number in labels or not root.shipped_at:
                return labels.get(root.number, ())
            return labels.get("", ())

        return ShippedPartsByOrderIdLoader(info.context).load(root.order_id).then(own)


class PlacedOrderExtension(graphene.ObjectType):
    """What an order's own type gets from here."""

    child_orders = graphene.List(
        graphene.NonNull(ChildOrder),
        required=True,
        description="Its parts, one for each enterprise; they add up to the total.",
    )

    @staticmethod
    def resolve_child_orders(root, info):
        return ChildOrdersByOrderIdLoader(info.context).load(root.order_id)


class ChildOrderMessage(graphene.ObjectType):
    """What one side wrote to the other."""

    side = graphene.Field(ChildOrderSide, required=True, description="Who wrote it.")
    text = graphene.String(required=True, description="What was written.")
    sent_at = graphene.DateTime(required=True, description="When.")

    class Meta:
        description = "A message between buyer and enterprise."
