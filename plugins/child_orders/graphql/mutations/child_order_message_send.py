import graphene
from django.utils import timezone

from plugins.child_orders.graphql.types import ChildOrderMessage
from plugins.child_orders.services.message_send import message_send_by_buyer
from plugins.kernel.graphql import CUSTOMER, DomainMutation


class ChildOrderMessageSend(DomainMutation):
    message = graphene.Field(ChildOrderMessage, description="The message as it was sent.")

    class Arguments:
        number = graphene.String(required=True, description="Number of the child order.")
        text = graphene.String(required=True, description="At most 500 characters.")

    class Meta:
        audience = CUSTOMER
        description = "Writes to the enterprise about the caller's own child order."

    @classmethod
    def execute(cls, root, info, number, text):
        message = message_send_by_buyer(
            buyer=info.context.user, number=number, text=text, now=timezone.now()
        )
        return cls(message=message)
