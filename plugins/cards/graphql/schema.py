import graphene

from plugins.cards.graphql.mutations.card_payment_start import CardPaymentStart


class Mutations(graphene.ObjectType):
    card_payment_start = CardPaymentStart.Field()
