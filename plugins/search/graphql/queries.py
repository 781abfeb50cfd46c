import graphene

from plugins.search.graphql.types import FoundProducts
from plugins.search.selectors import products_in_order, search_products, suggestions

MOST_PRODUCTS = 100
MOST_SUGGESTIONS = 20


class SearchQueries(graphene.ObjectType):
    product_search = graphene.Field(
        FoundProducts,
        query=graphene.String(required=True, description="What the buyer typed."),
        first=graphene.Int(default_value=20, description="Products of a page, at most 100."),
        skip=graphene.Int(default_value=0, description="How many products to pass over."),
        town=graphene.String(description="Slug or name of the town of origin."),
        category=graphene.String(description="Slug of a category; those below it count too."),
        required=True,
        description="Published products by name, synonym, pinyin, town, enterprise or category.",
    )
    search_suggestions = graphene.List(
        graphene.NonNull(graphene.String),
        prefix=graphene.String(required=True, description="What the buyer has typed so far."),
        first=graphene.Int(default_value=8, description="Suggestions to return, at most 20."),
        required=True,
        description="Texts that a half-typed search may be meant to become.",
    )

    @staticmethod
    def resolve_product_search(_root, _info, query, first, skip, town=None, category=None):
        skip = max(skip, 0)
        found = search_products(
            query=query, first=min(first, MOST_PRODUCTS), skip=skip, town=town, category=category
        )
        return FoundProducts(
            nodes=products_in_order(found.product_ids),
            total_count=found.total,
            has_next_page=found.has_more(skip=skip),
        )

    @staticmethod
    def resolve_search_suggestions(_root, _info, prefix, first):
        return suggestions(prefix=prefix, limit=min(first, MOST_SUGGESTIONS))
