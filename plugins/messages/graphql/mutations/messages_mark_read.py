import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.messages.errors import MessageNotFound
from plugins.messages.selectors import messages_of
from plugins.messages.services.messages_mark_read import messages_mark_read


class MessagesMarkRead(DomainMutation):
    unread_count = graphene.Int(description="How many of the caller's messages are unread now.")

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID), description="Which messages; all when left out."
        )

    class Meta:
        audience = CUSTOMER
        description = "Marks the caller's messages read."

    @classmethod
    def execute(cls, root, info, ids=None):
        buyer = info.context.user
        messages_mark_read(
            buyer=buyer,
            ids=None if ids is None else [_message_id(each) for each in ids],
            now=timezone.now(),
        )
        return cls(unread_count=messages_of(buyer, unread_only=True).count())


def _message_id(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 9):
        raise MessageNotFound(field="ids")
    return int(given)
