import graphene

from plugins.credit.graphql.types import EnterpriseCredit
from plugins.credit.selectors.scores import stars_by_slug


class CreditQueries(graphene.ObjectType):
    enterprise_credit = graphene.Field(
        EnterpriseCredit,
        slug=graphene.String(required=True, description="The enterprise's slug."),
        description="An enterprise's stars with the facts behind; null without a score so far.",
    )

    @staticmethod
    def resolve_enterprise_credit(_root, _info, slug):
        return stars_by_slug(slugs=[slug]).get(slug)
