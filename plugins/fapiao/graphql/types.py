import graphene

from plugins.fapiao.file_links import link_to
from plugins.fapiao.rules import FapiaoKind as Kind
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import total_fen_of
from plugins.fapiao.states import FapiaoState as State

FapiaoKind = graphene.Enum("FapiaoKind", [(kind.name, kind.value) for kind in Kind])
FapiaoState = graphene.Enum("FapiaoState", [(state.name, state.value) for state in State])
FapiaoRefusalReason = graphene.Enum(
    "FapiaoRefusalReason", [(reason.name, reason.value) for reason in RefusalReason]
)


class FapiaoRedLetter(graphene.ObjectType):
    """A red-letter fapiao after a refund."""

    number = graphene.String(required=True, description="Its number.")
    fen = graphene.Int(required=True, description="What it takes back, in fen.")
    issued_on = graphene.Date(required=True, description="Date that stands on it.")

    class Meta:
        description = "A red-letter fapiao, which takes back part or all of an issued one."


class Fapiao(graphene.ObjectType):
    """What a buyer asked for and what became of it."""

    order_number = graphene.String(required=True, description="Number of the order.")
    child_order_number = graphene.String(
        required=True, description="Of the enterprise's part; empty: of the whole order."
    )
    seller_name = graphene.String(
        required=True, description="The enterprise that makes it out; empty: the platform."
    )
    state = graphene.Field(FapiaoState, required=True, description="Where the request stands.")
    kind = graphene.Field(FapiaoKind, required=True, description="Person or enterprise.")
    title = graphene.String(required=True, description="Whom it is made out to.")
    tax_number = graphene.String(required=True, description="Empty for a person.")
    email = graphene.String(required=True, description="Where it is sent.")
    total_fen = graphene.Int(
        required=True, description="What was issued, or would be issued now, in fen."
    )
    requested_at = graphene.DateTime(required=True, description="When it was first asked for.")
    number = graphene.String(required=True, description="Fapiao number; empty until issued.")
    issued_on = graphene.Date(description="Date that stands on the fapiao.")
    document = graphene.String(
        required=True,
        description="Link or reference of the file; may be empty. A link of the shop's own is "
        "good for a quarter of an hour.",
    )
    red_letters = graphene.List(
        graphene.NonNull(FapiaoRedLetter),
        required=True,
        description="What takes it back, wholly or in part, after refunds.",
    )
    refusal = graphene.Field(FapiaoRefusalReason, description="Why none is made out.")
    refusal_note = graphene.String(required=True, description="The seller's words on a refusal.")

    class Meta:
        description = "A fapiao request as its buyer sees it."

    @staticmethod
    def resolve_order_number(root, _info):
        return root.order.placed.number

    @staticmethod
    def resolve_child_order_number(root, _info):
        return root.child_order.number if root.child_order else ""

    @staticmethod
    def resolve_seller_name(root, _info):
        return root.child_order.enterprise.name if root.child_order else ""

    @staticmethod
    def resolve_document(root, _info):
        return link_to(root.pk) if root.file else root.document

    @staticmethod
    def resolve_red_letters(root, _info):
        return root.red_letters.all()

    @staticmethod
    def resolve_total_fen(root, _info):
        return total_fen_of(root)

    @staticmethod
    def resolve_refusal(root, _info):
        return root.refusal or None


class FapiaoEntry(graphene.ObjectType):
    """One line of the seller's list."""

    id = graphene.ID(required=True, description="Names the request in staff mutations.")
    order_number = graphene.String(required=True, description="Number of the order or its part.")
    seller = graphene.String(
        required=True, description="The enterprise that makes it out; empty: the platform."
    )
    state = graphene.Field(FapiaoState, required=True, description="Where the request stands.")
    kind = graphene.Field(FapiaoKind, required=True, description="Person or enterprise.")
    title = graphene.String(required=True, description="A person's is masked.")
    tax_number = graphene.String(required=True, description="Empty for a person.")
    email = graphene.String(required=True, description="Masked.")
    is_masked = graphene.Boolean(required=True, description="Whether personal data is hidden.")
    revision = graphene.Int(required=True, description="Goes up with each change by the buyer.")
    total_fen = graphene.Int(
        required=True, description="What was issued, or is to be issued now, in fen."
    )
    excess_fen = graphene.Int(
        required=True, description="Went back after issuing: a red-letter fapiao is due."
    )
    requested_at = graphene.DateTime(required=True, description="When it was first asked for.")
    age_days = graphene.Int(required=True, description="Whole days waited until the decision.")
    number = graphene.String(required=True, description="Fapiao number; empty until issued.")
    issued_on = graphene.Date(description="Date that stands on the fapiao.")
    document = graphene.String(required=True, description="Link or reference of the file.")
    refusal_note = graphene.String(required=True, description="What the buyer was told.")

    class Meta:
        description = "A fapiao request as the seller sees it, personal data masked."


class FapiaoEntryConnection(graphene.ObjectType):
    """One page of the seller's list, the longest waiting first."""

    nodes = graphene.List(
        graphene.NonNull(FapiaoEntry), required=True, description="The requests of this page."
    )
    total_count = graphene.Int(required=True, description="How many there are in all.")
    has_next_page = graphene.Boolean(required=True, description="Whether more follow.")

    class Meta:
        description = "One page of fapiao requests."
