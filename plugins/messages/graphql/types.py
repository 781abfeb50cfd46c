import graphene

from plugins.messages.rules import MessageKind as Kind
from plugins.messages.rules import inbox_text, order_page

MessageKind = graphene.Enum("MessageKind", [(kind.name, kind.value) for kind in Kind])


class ShopMessage(graphene.ObjectType):
    """One thing the buyer is told."""

    id = graphene.ID(required=True, description="Names it when it is marked read.")
    kind = graphene.Field(MessageKind, required=True, description="What it is about.")
    title = graphene.String(required=True, description="Its title in Chinese.")
    text = graphene.String(required=True, description="What happened, in Chinese.")
    order_number = graphene.String(required=True, description="Number of the order.")
    page = graphene.String(required=True, description="Page of the mini-program it opens.")
    created_at = graphene.DateTime(required=True, description="When it was written.")
    read_at = graphene.DateTime(description="When the buyer read it here; null until then.")

    class Meta:
        description = "A message to the buyer, whether it was sent through WeChat or not."

    @staticmethod
    def resolve_title(root, _info):
        return inbox_text(kind=Kind(root.kind), facts=root.facts).title

    @staticmethod
    def resolve_text(root, _info):
        return inbox_text(kind=Kind(root.kind), facts=root.facts).text

    @staticmethod
    def resolve_order_number(root, _info):
        return root.order.placed.number

    @staticmethod
    def resolve_page(root, _info):
        return order_page(root.order.placed.number)


class ShopMessageConnection(graphene.ObjectType):
    """One page of the buyer's messages, newest first."""

    nodes = graphene.List(
        graphene.NonNull(ShopMessage), required=True, description="The messages of this page."
    )
    total_count = graphene.Int(required=True, description="How many there are in all.")
    unread_count = graphene.Int(required=True, description="How many of all are unread.")
    has_next_page = graphene.Boolean(required=True, description="Whether older ones follow.")


class MessageSetting(graphene.ObjectType):
    """What the buyer wants to be told of one kind."""

    kind = graphene.Field(MessageKind, required=True, description="What it is about.")
    template_id = graphene.String(
        required=True,
        description="What `wx.requestSubscribeMessage` takes; empty: not sent through WeChat.",
    )
    is_on = graphene.Boolean(required=True, description="Whether the buyer wants it in WeChat.")
    grants = graphene.Int(required=True, description="How many more WeChat lets through.")
    asked_at = graphene.DateTime(description="When the buyer was last asked; null: never.")

    @staticmethod
    def resolve_kind(root, _info):
        return root.kind.value
