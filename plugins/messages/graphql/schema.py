import graphene

from plugins.messages.graphql.mutations.message_consent_record import MessageConsentRecord
from plugins.messages.graphql.mutations.message_preferences_update import MessagePreferencesUpdate
from plugins.messages.graphql.mutations.messages_mark_read import MessagesMarkRead
from plugins.messages.graphql.queries import MessageQueries


class Queries(MessageQueries):
    pass


class Mutations(graphene.ObjectType):
    message_consent_record = MessageConsentRecord.Field()
    message_preferences_update = MessagePreferencesUpdate.Field()
    messages_mark_read = MessagesMarkRead.Field()
