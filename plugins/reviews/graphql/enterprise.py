"""An enterprise as buyers know it, and what products say of their own."""

import graphene
from django.urls import reverse
from saleor.graphql.product.types import Product
from saleor.product.models import Product as ProductModel

from plugins.brand.public import goods_of_enterprise
from plugins.kernel.graphql.paging import connection_of, page_of, paged
from plugins.reviews.graphql.dataloaders import (
    EnterpriseRatingLoader,
    FavouriteCountLoader,
    FollowerCountLoader,
    IsFavouriteLoader,
    IsFollowedLoader,
    MakerLoader,
    ProductRatingLoader,
    TownNameLoader,
)
from plugins.reviews.graphql.types import (
    HiddenCount,
    ProductReviewList,
    Rating,
    hidden_list,
)
from plugins.reviews.selectors.ratings import hidden_counts
from plugins.reviews.selectors.shown import reviews_shown

GoodsList = connection_of(Product, name="EnterpriseGoods")


class EnterpriseLicence(graphene.ObjectType):
    """A certificate of the regional brand that holds now."""

    number = graphene.String(required=True, description="Number on the certificate.")
    code = graphene.String(required=True, description="Code to verify it by.")
    last_day = graphene.Date(required=True, description="Its last day.")
    verify_path = graphene.String(required=True, description="Page that verifies it.")

    class Meta:
        description = "The right to carry the regional brand: whoever has none shows no badge."

    @staticmethod
    def resolve_verify_path(root, _info):
        return reverse("brand-verify-code", args=[root.code])


class EnterprisePaper(graphene.ObjectType):
    name = graphene.String(required=True, description="Kind of paper, in Chinese.")
    number = graphene.String(required=True, description="Its number.")
    until = graphene.Date(description="Its last day; null: it has no end.")

    class Meta:
        description = "A permit or quality certificate the office has checked and that holds."


class EnterpriseCard(graphene.ObjectType):
    """An enterprise in a list."""

    id = graphene.ID(required=True, description="Its id.")
    slug = graphene.String(required=True, description="Its address.")
    name = graphene.String(required=True, description="Its registered name.")
    brand_name = graphene.String(required=True, description="Its brand.")
    town = graphene.String(required=True, description='Name of its town, or "".')
    rating = graphene.Field(Rating, required=True, description="Stars of all its goods.")
    followers_count = graphene.Int(required=True, description="How many follow it.")
    is_followed = graphene.Boolean(required=True, description="Whether the caller does.")

    class Meta:
        description = "An enterprise of the regional brand, in short."

    resolve_id = staticmethod(lambda root, _info: root.pk)

    @staticmethod
    def resolve_town(root, info):
        return TownNameLoader(info.context).load(root.town)

    @staticmethod
    def resolve_rating(root, info):
        return EnterpriseRatingLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_followers_count(root, info):
        return FollowerCountLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_is_followed(root, info):
        return IsFollowedLoader(info.context).load(root.pk)


EnterpriseCardList = connection_of(EnterpriseCard, name="EnterpriseCard")


class RegionalEnterprise(graphene.ObjectType):
    """An enterprise's page."""

    id = graphene.ID(required=True, description="Its id.")
    slug = graphene.String(required=True, description="Its address.")
    name = graphene.String(required=True, description="Its registered name.")
    brand_name = graphene.String(required=True, description="Its brand.")
    kind = graphene.String(required=True, description="Company, cooperative …, in Chinese.")
    town = graphene.String(required=True, description='Name of its town, or "".')
    story = graphene.String(required=True, description="What it tells of itself.")
    is_demo = graphene.Boolean(required=True, description="Made up for a demonstration.")
    licences = graphene.List(
        graphene.NonNull(EnterpriseLicence),
        required=True,
        description="Certificates of the regional brand in force; empty: it carries no badge.",
    )
    papers = graphene.List(
        graphene.NonNull(EnterprisePaper), required=True, description="Permits and certificates."
    )
    rating = graphene.Field(Rating, required=True, description="Stars of all its goods.")
    hidden_reviews = graphene.List(
        graphene.NonNull(HiddenCount), required=True, description="Reviews out of sight."
    )
    followers_count = graphene.Int(required=True, description="How many follow it.")
    is_followed = graphene.Boolean(required=True, description="Whether the caller does.")
    reviews = paged(ProductReviewList, "Reviews of its goods, newest first.")
    goods = paged(GoodsList, "What it sells now, newest first.")

    class Meta:
        description = "An enterprise of the regional brand, with everything public of it."

    resolve_id = staticmethod(lambda root, _info: root.enterprise_id)

    @staticmethod
    def resolve_rating(root, info):
        return EnterpriseRatingLoader(info.context).load(root.enterprise_id)

    @staticmethod
    def resolve_hidden_reviews(root, _info):
        return hidden_list(hidden_counts(enterprise_id=root.enterprise_id))

    @staticmethod
    def resolve_followers_count(root, info):
        return FollowerCountLoader(info.context).load(root.enterprise_id)

    @staticmethod
    def resolve_is_followed(root, info):
        return IsFollowedLoader(info.context).load(root.enterprise_id)

    @staticmethod
    def resolve_reviews(root, _info, first, after=None):
        reviews = reviews_shown(enterprise_id=root.enterprise_id)
        return page_of(reviews, first=first, after=after)

    @staticmethod
    def resolve_goods(root, _info, first, after=None):
        goods = goods_of_enterprise(enterprise_id=root.enterprise_id)
        return page_of(goods, first=first, after=after)


class ProductExtension(graphene.ObjectType):
    """What Saleor's product gets from here; lists ask once for all their rows."""

    rating = graphene.Field(Rating, required=True, description="Stars buyers gave.")
    hidden_reviews = graphene.List(
        graphene.NonNull(HiddenCount),
        required=True,
        description="Reviews out of sight. One query a product: for pages, not for lists.",
    )
    favourites_count = graphene.Int(required=True, description="How many keep it.")
    is_favourite = graphene.Boolean(required=True, description="Whether the caller does.")
    enterprise = graphene.Field(EnterpriseCard, description="Who makes it.")

    @staticmethod
    def resolve_rating(root, info):
        return ProductRatingLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_hidden_reviews(root, _info):
        return hidden_list(hidden_counts(product_id=root.pk))

    @staticmethod
    def resolve_favourites_count(root, info):
        return FavouriteCountLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_is_favourite(root, info):
        return IsFavouriteLoader(info.context).load(root.pk)

    @staticmethod
    def resolve_enterprise(root, info):
        return MakerLoader(info.context).load(root.pk)


class FavouriteProduct(graphene.ObjectType):
    """A product somebody keeps."""

    name = graphene.String(required=True, description="Its name.")
    since = graphene.DateTime(required=True, description="Since when it is kept.")
    product = graphene.Field(Product, description="The product; null: it is not sold now.")

    class Meta:
        description = "A product the caller keeps."


def favourite_node(favourite, *, sold):
    """Make a node; `sold` has the ids of the products that are sold now."""
    product = favourite.product
    return FavouriteProduct(
        name=product.name, since=favourite.since, product=product if product.pk in sold else None
    )


def sold_among(product_ids):
    rows = ProductModel.objects.published().filter(pk__in=product_ids)
    return set(rows.values_list("pk", flat=True))


FavouriteProductList = connection_of(FavouriteProduct, name="FavouriteProduct")
