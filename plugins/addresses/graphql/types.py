import graphene

from plugins.addresses.rules.divisions import Level
from plugins.addresses.selectors import gazetteer

DivisionLevel = graphene.Enum("DivisionLevel", [(level.name, level.value) for level in Level])


class Division(graphene.ObjectType):
    """A province, city or county of the official list (GB/T 2260)."""

    code = graphene.String(required=True, description="Six digits of GB/T 2260.")
    name = graphene.String(required=True, description="Official name.")
    full_name = graphene.String(required=True, description="With the divisions above it.")
    level = graphene.Field(DivisionLevel, required=True, description="Which of the three.")
    province = graphene.String(required=True, description="For an address's countryArea.")
    city = graphene.String(required=True, description="For an address's city; may be empty.")
    county = graphene.String(required=True, description="For its cityArea; may be empty.")
    postcode = graphene.String(required=True, description="Empty for provinces.")
    is_leaf = graphene.Boolean(required=True, description="Whether an address may end here.")

    class Meta:
        description = "An official division of China."

    @staticmethod
    def resolve_is_leaf(root, _info):
        return gazetteer().is_leaf(root)


class ParsedAddress(graphene.ObjectType):
    """What was found in a pasted address; what was not is empty."""

    name = graphene.String(required=True, description="Recipient.")
    phone = graphene.String(required=True, description="Mobile number in E.164.")
    postcode = graphene.String(required=True, description="Postcode that stood in the text.")
    division = graphene.Field(Division, description="The smallest division that is named.")
    street = graphene.String(required=True, description="What follows the division.")

    class Meta:
        description = "The parts of a pasted Chinese address."
