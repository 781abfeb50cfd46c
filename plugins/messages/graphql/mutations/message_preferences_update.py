import graphene

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.messages.graphql.inputs import MessagePreferenceInput
from plugins.messages.graphql.types import MessageSetting
from plugins.messages.rules import MessageKind
from plugins.messages.selectors import message_settings_of
from plugins.messages.services.consent_record import preferences_update


class MessagePreferencesUpdate(DomainMutation):
    settings = graphene.List(
        graphene.NonNull(MessageSetting), description="What the caller wants now, kind by kind."
    )

    class Arguments:
        preferences = graphene.List(
            graphene.NonNull(MessagePreferenceInput),
            required=True,
            description="The switches to set; others stay as they are.",
        )

    class Meta:
        audience = CUSTOMER
        description = "Switches kinds of messages in WeChat on or off for the caller."

    @classmethod
    def execute(cls, root, info, preferences):
        preferences_update(
            buyer=info.context.user,
            switches={MessageKind(each["kind"]): each["is_on"] for each in preferences},
        )
        return cls(settings=message_settings_of(info.context.user))
