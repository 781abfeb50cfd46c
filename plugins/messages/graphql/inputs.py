import graphene

from plugins.messages.graphql.types import MessageKind


class MessagePreferenceInput(graphene.InputObjectType):
    """One switch of the settings page."""

    kind = MessageKind(required=True, description="What the messages are about.")
    is_on = graphene.Boolean(required=True, description="Whether to send them through WeChat.")
