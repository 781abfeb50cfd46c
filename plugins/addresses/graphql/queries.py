import graphene

from plugins.addresses.graphql.types import Division, ParsedAddress
from plugins.addresses.rules.pasted import paste_parse
from plugins.addresses.selectors import gazetteer


class AddressQueries(graphene.ObjectType):
    divisions = graphene.List(
        graphene.NonNull(Division),
        parent=graphene.String(description="Code of a province or city; none for provinces."),
        required=True,
        description="The divisions a shopper picks from, one level at a time.",
    )
    address_parse = graphene.Field(
        ParsedAddress,
        text=graphene.String(required=True, description="Whatever was pasted."),
        required=True,
        description="The name, number, division and street in a pasted address.",
    )

    @staticmethod
    def resolve_divisions(_root, _info, parent=""):
        return gazetteer().children_of(parent or "")

    @staticmethod
    def resolve_address_parse(_root, _info, text):
        return paste_parse(gazetteer(), text)
