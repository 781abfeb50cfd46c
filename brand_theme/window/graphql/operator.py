import graphene


class ShopOperatorFact(graphene.ObjectType):
    """One line about who runs the shop."""

    name = graphene.String(required=True, description="What is said.")
    value = graphene.String(required=True, description="Name, number or address.")
    address = graphene.String(required=True, description="Where to check it; empty: nowhere.")

    class Meta:
        description = "One line about who runs the shop."


class ShopOperator(graphene.ObjectType):
    """Who runs the shop."""

    facts = graphene.List(
        graphene.NonNull(ShopOperatorFact),
        required=True,
        description="What the law wants to be shown, in the order in which it is.",
    )
    is_demonstration = graphene.Boolean(
        required=True, description="Whether brands and stocks are made up."
    )

    class Meta:
        description = "Who runs the shop."
