import graphene
from saleor.graphql.product.types import Product


class FoundProducts(graphene.ObjectType):
    """One page of what a search found, best first."""

    nodes = graphene.List(
        graphene.NonNull(Product), required=True, description="The products of this page."
    )
    total_count = graphene.Int(required=True, description="How many products were found in all.")
    has_next_page = graphene.Boolean(required=True, description="Whether more products follow.")

    class Meta:
        description = "Products found by a search, best first."
