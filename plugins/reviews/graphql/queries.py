import graphene
from django.utils import timezone

from plugins.brand.public import enterprise_profile
from plugins.child_orders.public import bought_line_of
from plugins.kernel.graphql import caller
from plugins.kernel.graphql.paging import page_of, paged
from plugins.reviews.errors import EnterpriseNotFound
from plugins.reviews.graphql.enterprise import (
    EnterpriseCardList,
    FavouriteProductList,
    RegionalEnterprise,
    favourite_node,
    sold_among,
)
from plugins.reviews.graphql.ids import key_from, product_key
from plugins.reviews.graphql.types import (
    LineToReviewList,
    MyPostList,
    PostKindEnum,
    ProductQuestionList,
    ProductReviewList,
)
from plugins.reviews.selectors.liking import favourites_of, follows_of
from plugins.reviews.selectors.own import lines_to_review, posts_of
from plugins.reviews.selectors.shown import questions_shown, reviews_shown

_PRODUCT = graphene.ID(required=True, description="Global id of the product.")


class ReviewQueries(graphene.ObjectType):
    product_reviews = paged(
        ProductReviewList,
        "Shown reviews of a product, newest first.",
        product_id=_PRODUCT,
        stars=graphene.Int(description="Only those with as many stars."),
    )
    product_questions = paged(
        ProductQuestionList, "Shown questions about a product, newest first.", product_id=_PRODUCT
    )
    regional_enterprise = graphene.Field(
        RegionalEnterprise,
        id=graphene.ID(description="Its id."),
        slug=graphene.String(description="Or its address."),
        description="An enterprise's page; null when there is none.",
    )
    lines_to_review = paged(LineToReviewList, "Goods the caller can review, newest first.")
    my_posts = paged(
        MyPostList,
        "Everything the caller wrote, newest first; what is hidden has its reason.",
        kind=graphene.Argument(PostKindEnum, description="Only of this kind."),
    )
    my_followed_enterprises = paged(EnterpriseCardList, "Whom the caller follows, latest first.")
    my_favourite_products = paged(FavouriteProductList, "What the caller keeps, latest first.")

    @staticmethod
    def resolve_product_reviews(_root, _info, product_id, first, after=None, stars=None):
        reviews = reviews_shown(product_id=product_key(product_id))
        if stars is not None:
            reviews = reviews.filter(stars=stars)
        return page_of(reviews, first=first, after=after)

    @staticmethod
    def resolve_product_questions(_root, _info, product_id, first, after=None):
        questions = questions_shown(product_id=product_key(product_id))
        return page_of(questions, first=first, after=after)

    @staticmethod
    def resolve_regional_enterprise(_root, _info, id=None, slug=None):
        if slug is not None:
            return enterprise_profile(slug=slug, at=timezone.now())
        key = key_from(id or "", missing=EnterpriseNotFound, field="id")
        return enterprise_profile(enterprise_id=key, at=timezone.now())

    @staticmethod
    def resolve_lines_to_review(_root, info, first, after=None):
        lines = lines_to_review(buyer=_person(info), now=timezone.now())
        return page_of(lines, first=first, after=after, node=bought_line_of)

    @staticmethod
    def resolve_my_posts(_root, info, first, after=None, kind=None):
        written = posts_of(author=_person(info))
        if kind is not None:
            written = written.filter(kind=kind)
        return page_of(written, first=first, after=after)

    @staticmethod
    def resolve_my_followed_enterprises(_root, info, first, after=None):
        follows = follows_of(user=_person(info))
        return page_of(follows, first=first, after=after, node=lambda follow: follow.enterprise)

    @staticmethod
    def resolve_my_favourite_products(_root, info, first, after=None):
        page = page_of(favourites_of(user=_person(info)), first=first, after=after)
        sold = sold_among([edge.node.product_id for edge in page.edges])
        for edge in page.edges:
            edge.node = favourite_node(edge.node, sold=sold)
        return page


def _person(info):
    user = caller(info)
    return user
