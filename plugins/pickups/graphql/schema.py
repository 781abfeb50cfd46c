import graphene

from plugins.pickups.graphql.mutations.checkout_pick_up import CheckoutPickUp
from plugins.pickups.graphql.queries import PickupQueries


class Queries(PickupQueries):
    pass


class Mutations(graphene.ObjectType):
    checkout_pick_up = CheckoutPickUp.Field()
