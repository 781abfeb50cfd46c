import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.graphql.ids import product_key
from plugins.reviews.selectors.liking import favourite_counts
from plugins.reviews.services.liking import product_favourite


class ProductFavourite(DomainMutation):
    favourites_count = graphene.Int(description="How many keep it now.")

    class Arguments:
        product_id = graphene.ID(required=True, description="Global id of the product.")
        keeps = graphene.Boolean(required=True, description="False: keep it no more.")

    class Meta:
        audience = CUSTOMER
        description = "Keeps a product or stops; repeating changes nothing."

    @classmethod
    def execute(cls, root, info, product_id, keeps):
        key = product_key(product_id)
        product_favourite(user=info.context.user, product_id=key, keeps=keeps, now=timezone.now())
        return cls(favourites_count=favourite_counts(product_ids=[key])[key])
