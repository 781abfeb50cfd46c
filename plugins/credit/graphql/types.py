import graphene

from plugins.credit.graphql.dataloaders import (
    EnterpriseStarsByProductIdLoader,
)
from plugins.credit.selectors.scores import newest_score, score_shown


class EnterpriseCreditPart(graphene.ObjectType):
    """What one kind of facts brought to a score."""

    name = graphene.String(required=True, description="Which facts.")
    explained = graphene.String(required=True, description="What is counted, in Chinese.")
    weight = graphene.String(required=True, description="Its weight, a decimal number.")
    counted = graphene.String(required=True, description="How often, and how often badly.")
    sum = graphene.String(required=True, description="How the rate comes about, with its numbers.")
    rate = graphene.String(required=True, description="The rate in per cent.")
    points = graphene.String(required=True, description="Its points of the 100.")

    class Meta:
        description = "A part of an enterprise's score, in words and numbers."


class EnterpriseCreditDetail(graphene.ObjectType):
    """A score with the facts and the formula behind it."""

    value = graphene.String(description="0 to 100 to a tenth; null while facts are too few.")
    window_from = graphene.Date(required=True, description="First day whose facts count.")
    window_until = graphene.Date(required=True, description="Last day whose facts count.")
    facts_count = graphene.Int(required=True, description="How many facts were counted.")
    published_at = graphene.DateTime(required=True, description="When it was published.")
    is_corrected = graphene.Boolean(required=True, description="Whether it replaces another.")
    parts = graphene.List(
        graphene.NonNull(EnterpriseCreditPart), required=True, description="What it is made of."
    )
    formula = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="The formula in sentences."
    )

    class Meta:
        description = "A score explained."

    @staticmethod
    def resolve_value(root, _info):
        return root.value or None

    @staticmethod
    def resolve_window_until(root, _info):
        return root.score.ends_on

    @staticmethod
    def resolve_facts_count(root, _info):
        return root.score.facts_count

    @staticmethod
    def resolve_published_at(root, _info):
        return root.score.published_at

    @staticmethod
    def resolve_is_corrected(root, _info):
        return root.score.revision > 1

    @staticmethod
    def resolve_formula(root, _info):
        return root.rules


class EnterpriseCredit(graphene.ObjectType):
    """An enterprise's stars."""

    slug = graphene.String(required=True, description="The enterprise's slug.")
    stars = graphene.Float(description="0 to 5 in halves; null while facts are too few.")
    text = graphene.String(required=True, description="The stars in words.")
    period = graphene.String(required=True, description="First month of the period scored.")
    detail = graphene.Field(
        EnterpriseCreditDetail, description="The facts behind; asked for one enterprise only."
    )

    class Meta:
        description = "What consumers see of an enterprise's credit."

    @staticmethod
    def resolve_detail(root, _info):
        score = newest_score(slug=root.slug)
        return score_shown(score) if score is not None else None


class ProductExtension(graphene.ObjectType):
    """What Saleor's product gets from here."""

    enterprise_credit = graphene.Field(
        EnterpriseCredit, description="The stars of its maker; null before the first period."
    )

    @staticmethod
    def resolve_enterprise_credit(root, info):
        return EnterpriseStarsByProductIdLoader(info.context).load(root.pk)
