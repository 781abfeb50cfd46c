import graphene
from django.conf import settings

from plugins.child_orders.public import ChildState
from plugins.pickups.rules import CODE_MARK
from plugins.pickups.selectors import has_goods

PickupStage = graphene.Enum(
    "PickupStage",
    [
        ("AWAITING_PAYMENT", "awaiting_payment"),
        ("PREPARING", "preparing"),
        ("READY", "ready"),
        ("FETCHED", "fetched"),
        ("ENDED", "ended"),
    ],
)
_STAGES = {
    ChildState.AWAITING_PAYMENT: "awaiting_payment",
    ChildState.TO_SHIP: "preparing",
    ChildState.READY: "ready",
    ChildState.SHIPPED: "fetched",
    ChildState.RECEIVED: "fetched",
}


class PickupPoint(graphene.ObjectType):
    """Where goods can be fetched."""

    id = graphene.Int(required=True, description="What `checkoutPickUp` takes.")
    name = graphene.String(required=True, description="Name of the point.")
    town = graphene.String(required=True, description="Town it is in.")
    address = graphene.String(required=True, description="Full address, as one reads it.")
    phone = graphene.String(required=True, description="Whom to call there, E.164.")
    keep_days = graphene.Int(required=True, description="Days that goods are kept when ready.")
    hours = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="When it is open, in Chinese, days of the same hours together.",
    )

    class Meta:
        description = "A place where an enterprise hands its goods over."

    @staticmethod
    def resolve_hours(root, _info):
        return root.hours()


class PickUpOffer(graphene.ObjectType):
    """Whether goods that are ordered together can be fetched."""

    points = graphene.List(
        graphene.NonNull(PickupPoint), required=True, description="Where; empty when nowhere."
    )
    obstacle = graphene.String(description="Why they cannot be fetched, in Chinese.")
    obstacle_en = graphene.String(description="The same in English.")

    class Meta:
        description = "Where goods can be fetched, or why they cannot."

    @staticmethod
    def resolve_obstacle(root, _info):
        return root.obstacle.message_zh if root.obstacle else None

    @staticmethod
    def resolve_obstacle_en(root, _info):
        return root.obstacle.message_en if root.obstacle else None


class Pickup(graphene.ObjectType):
    """What a buyer fetches, and with which code."""

    stage = graphene.Field(PickupStage, required=True, description="How far it is.")
    point = graphene.Field(PickupPoint, required=True, description="Where.")
    code = graphene.String(description="Twelve digits, while the goods wait; used once.")
    code_link = graphene.String(
        description="What the picture of the code holds: opens the enterprise's desk with it."
    )
    ready_at = graphene.DateTime(description="When it was set aside.")
    keep_until = graphene.Date(description="The last day on which it can be fetched.")
    handed_over_at = graphene.DateTime(description="When it was fetched.")

    class Meta:
        description = "An order that its buyer fetches herself."

    @staticmethod
    def resolve_stage(root, _info):
        return _stage(root)

    @staticmethod
    def resolve_code(root, _info):
        return _code(root) or None

    @staticmethod
    def resolve_code_link(root, _info):
        code = _code(root)
        # Behind the mark, so that no server writes the code into its log.
        return f"{settings.PUBLIC_ADDRESS}/enterprise/pickups/{CODE_MARK}{code}" if code else None


def _stage(pickup):
    stage = _STAGES.get(ChildState(pickup.child_order.state), "ended")
    is_void = stage in ("preparing", "ready") and not has_goods(pickup)
    return "ended" if is_void else stage


def _code(pickup):
    return pickup.code if _stage(pickup) == "ready" else ""
