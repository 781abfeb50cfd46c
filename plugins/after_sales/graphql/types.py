import graphene
from django.utils import timezone

from plugins.after_sales.picture_links import LINKS
from plugins.after_sales.rules import windows
from plugins.after_sales.selectors import name_masked
from plugins.after_sales.states import CaseState as State
from plugins.orders.public import RefundStanding, order_refund_standing

AfterSalesKind = graphene.Enum("AfterSalesKind", [(kind.name, kind.value) for kind in windows.Kind])
AfterSalesReason = graphene.Enum(
    "AfterSalesReason", [(reason.name, reason.value) for reason in windows.Reason]
)
AfterSalesObstacle = graphene.Enum(
    "AfterSalesObstacle", [(each.name, each.value) for each in windows.Obstacle]
)
AfterSalesState = graphene.Enum("AfterSalesState", [(state.name, state.value) for state in State])
AfterSalesRefundStanding = graphene.Enum(
    "AfterSalesRefundStanding", [(each.name, each.value) for each in RefundStanding]
)

#: What the reader can do about money that does not arrive.
ADVICE = {
    RefundStanding.UNDER_WAY: "款项正在原路退回，零钱一般几分钟内到账，银行卡需 1 至 3 个工作日。",
    RefundStanding.SUCCEEDED: "款项已原路退回。",
    RefundStanding.ABNORMAL: "买家的收款账户异常，款项仍应退还：请在商户平台改退到其他账户，或线下转账。",
    RefundStanding.FAILED: "退款未成功，款项仍应退还：请由商家重新发起退款。",
}


class AfterSalesChoice(graphene.ObjectType):
    """Whether one kind of request for one reason is possible."""

    kind = graphene.Field(AfterSalesKind, required=True, description="What is asked for.")
    reason = graphene.Field(AfterSalesReason, required=True, description="Why.")
    obstacle = graphene.Field(AfterSalesObstacle, description="Why not; null when it is possible.")


class AfterSalesOption(graphene.ObjectType):
    """What of one order line can be asked for."""

    line_id = graphene.ID(required=True, description="Names the line in a request.")
    child_order_id = graphene.ID(
        description="Lines of one request share it: each enterprise answers for its own goods."
    )
    name = graphene.String(required=True, description="Goods and size.")
    quantity = graphene.Int(required=True, description="Units bought.")
    paid_fen = graphene.Int(
        required=True, description="What was paid for the line, its share of vouchers taken off."
    )
    unshipped = graphene.Int(required=True, description="Units still here that can be asked for.")
    shipped = graphene.Int(required=True, description="Units that have left, likewise.")
    refundable_fen = graphene.Int(
        required=True, description="What goes back when all of them are asked for."
    )
    is_no_reason_exempt = graphene.Boolean(
        required=True, description="Fresh goods, as confirmed at this purchase."
    )
    choices = graphene.List(
        graphene.NonNull(AfterSalesChoice),
        required=True,
        description="Each kind and reason for units that have left; none while nothing has.",
    )


class AfterSalesOptions(graphene.ObjectType):
    """What of an order can be asked for."""

    order_number = graphene.String(required=True, description="Number of the order.")
    is_refundable = graphene.Boolean(
        required=True, description="Whether the order is paid and not wholly refunded."
    )
    received_at = graphene.DateTime(description="When it was received, as far as anybody said.")
    no_reason_until = graphene.DateTime(
        description="When no-reason returns end; null while the goods are not received."
    )
    shipping_fen = graphene.Int(
        required=True,
        description="Paid for shipping and not returned; each enterprise's share goes back with "
        "the last of its goods when nothing was shipped or the seller is to blame.",
    )
    lines = graphene.List(
        graphene.NonNull(AfterSalesOption), required=True, description="Line by line."
    )


class AfterSalesCaseLine(graphene.ObjectType):
    """Units of one order line in a case."""

    line_id = graphene.ID(required=True, description="Names the order line.")
    name = graphene.String(required=True, description="Goods and size.")
    quantity = graphene.Int(required=True, description="Units asked for.")
    fen = graphene.Int(required=True, description="What goes back for them.")
    resaleable = graphene.Int(description="Of what came back, for sale again.")

    @staticmethod
    def resolve_line_id(root, _info):
        return root.line.order_line_id

    @staticmethod
    def resolve_name(root, _info):
        line = root.line.order_line
        return f"{line.product_name} {line.variant_name}".strip()


class CaseFields(graphene.AbstractType):
    number = graphene.String(required=True, description="The number people read out.")
    order_number = graphene.String(required=True, description="Number of the order.")
    enterprise_name = graphene.String(
        required=True, description="Whose goods they are and who answers; empty: the platform."
    )
    kind = graphene.Field(AfterSalesKind, required=True, description="What is asked for.")
    reason = graphene.Field(AfterSalesReason, required=True, description="Why.")
    description = graphene.String(required=True, description="The buyer's words.")
    state = graphene.Field(AfterSalesState, required=True, description="Where the case stands.")
    is_shipped = graphene.Boolean(
        required=True, description="Whether the goods had left when it was asked for."
    )
    fen = graphene.Int(required=True, description="What is asked for in all, in fen.")
    awarded_fen = graphene.Int(description="What the platform awarded instead, if a part.")
    shipping_fen = graphene.Int(required=True, description="Of that, for shipping.")
    lines = graphene.List(
        graphene.NonNull(AfterSalesCaseLine), required=True, description="The goods."
    )
    pictures = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Addresses of the pictures, good for a quarter of an hour.",
    )
    requested_at = graphene.DateTime(required=True, description="When it was asked for.")
    due_at = graphene.DateTime(description="Until when somebody has to act, if anybody.")
    is_overdue = graphene.Boolean(required=True, description="Whether that time is over.")
    answer_note = graphene.String(required=True, description="The seller's words.")
    return_to = graphene.String(
        required=True, description="Where the goods go back to: name, phone and address."
    )
    return_company = graphene.String(required=True, description="Who carries it back.")
    return_tracking_no = graphene.String(required=True, description="Tracking number back.")
    appeal = graphene.String(required=True, description="The buyer's words to the platform.")
    decision_note = graphene.String(required=True, description="The platform's words.")
    refunded_at = graphene.DateTime(description="When the money had gone back.")
    refund_standing = graphene.Field(
        AfterSalesRefundStanding, description="How the refund stands; null before it is promised."
    )
    refund_advice = graphene.String(
        required=True, description="What that means and what to do; empty before."
    )

    @staticmethod
    def resolve_order_number(root, _info):
        return root.order.placed.number

    @staticmethod
    def resolve_enterprise_name(root, _info):
        return root.child_order.enterprise.name if root.child_order else ""

    @staticmethod
    def resolve_lines(root, _info):
        return root.lines.all()

    @staticmethod
    def resolve_pictures(root, _info):
        return [LINKS.link_to(picture.name) for picture in root.pictures.all()]

    @staticmethod
    def resolve_is_overdue(root, _info):
        return root.due_at is not None and root.due_at <= timezone.now()

    @staticmethod
    def resolve_refund_standing(root, _info):
        standing = standing_of(root)
        return standing.value if standing else None

    @staticmethod
    def resolve_refund_advice(root, _info):
        standing = standing_of(root)
        return ADVICE[standing] if standing else ""


def standing_of(case):
    """Ask the provider only where money was promised."""
    if State(case.state) is State.REFUNDED:
        return RefundStanding.SUCCEEDED
    if State(case.state) not in (State.REFUNDING, State.REFUND_FAILED):
        return None
    return order_refund_standing(order_id=case.order_id, key=case.refund_key)


class AfterSalesCase(CaseFields, graphene.ObjectType):
    """A case as its buyer sees it."""

    class Meta:
        description = "An after-sales case as its buyer sees it."


class AfterSalesCaseConnection(graphene.ObjectType):
    """One page of a buyer's cases, newest first."""

    nodes = graphene.List(
        graphene.NonNull(AfterSalesCase), required=True, description="The cases of this page."
    )
    total_count = graphene.Int(required=True, description="How many there are in all.")
    has_next_page = graphene.Boolean(required=True, description="Whether older ones follow.")


class AfterSalesEntry(CaseFields, graphene.ObjectType):
    """A case as staff sees it."""

    id = graphene.ID(required=True, description="Names the case in staff mutations.")
    buyer_name = graphene.String(required=True, description="Masked.")
    answered_by = graphene.String(required=True, description="Who answered for the seller.")
    decided_by = graphene.String(required=True, description="Who decided for the platform.")
    trouble = graphene.String(required=True, description="Why it does not go on by itself.")

    class Meta:
        description = "An after-sales case as staff sees it, personal data masked."

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_buyer_name(root, _info):
        address = root.order.shipping_address
        return name_masked(address.first_name) if address else ""


class AfterSalesEntryConnection(graphene.ObjectType):
    """One page of the staff's queue."""

    nodes = graphene.List(
        graphene.NonNull(AfterSalesEntry), required=True, description="The cases of this page."
    )
    total_count = graphene.Int(required=True, description="How many there are in all.")
    overdue_count = graphene.Int(required=True, description="How many of them are overdue.")
    has_next_page = graphene.Boolean(required=True, description="Whether more follow.")
