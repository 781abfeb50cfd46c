import graphene

from plugins.kernel.errors import LoginRequired
from plugins.messages.graphql.types import MessageSetting, ShopMessageConnection
from plugins.messages.selectors import message_settings_of, messages_of

PAGE = 20


class MessageQueries(graphene.ObjectType):
    my_messages = graphene.Field(
        ShopMessageConnection,
        skip=graphene.Int(default_value=0, description="How many to pass over."),
        unread_only=graphene.Boolean(default_value=False, description="Only unread ones."),
        required=True,
        description="The caller's messages, newest first, 20 a page.",
    )
    my_message_settings = graphene.List(
        graphene.NonNull(MessageSetting),
        required=True,
        description="What the caller wants to be told in WeChat, kind by kind.",
    )

    @staticmethod
    def resolve_my_messages(_root, info, skip, unread_only):
        buyer = _buyer(info)
        messages = messages_of(buyer, unread_only=unread_only)
        start = max(skip, 0)
        page = list(messages[start : start + PAGE + 1])
        return ShopMessageConnection(
            nodes=page[:PAGE],
            total_count=messages.count(),
            unread_count=messages_of(buyer, unread_only=True).count(),
            has_next_page=len(page) > PAGE,
        )

    @staticmethod
    def resolve_my_message_settings(_root, info):
        return message_settings_of(_buyer(info))


def _buyer(info):
    if not info.context.user.is_authenticated:
        raise LoginRequired()
    return info.context.user
