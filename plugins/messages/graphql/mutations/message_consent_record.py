import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.messages.graphql.types import MessageKind, MessageSetting
from plugins.messages.rules import MessageKind as Kind
from plugins.messages.selectors import message_settings_of
from plugins.messages.services.consent_record import consent_record


class MessageConsentRecord(DomainMutation):
    settings = graphene.List(
        graphene.NonNull(MessageSetting), description="What the caller wants now, kind by kind."
    )

    class Arguments:
        template_kinds = graphene.List(
            graphene.NonNull(MessageKind), required=True, description="The kinds asked for."
        )
        accepted = graphene.List(
            graphene.NonNull(MessageKind),
            required=True,
            description="Those of them that `wx.requestSubscribeMessage` answered with accept.",
        )

    class Meta:
        audience = CUSTOMER
        description = "Records what the caller answered to WeChat's question; one message each."

    @classmethod
    def execute(cls, root, info, template_kinds, accepted):
        consent_record(
            buyer=info.context.user,
            asked=[Kind(kind) for kind in template_kinds],
            accepted=[Kind(kind) for kind in accepted],
            now=timezone.now(),
        )
        return cls(settings=message_settings_of(info.context.user))
