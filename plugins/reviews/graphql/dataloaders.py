"""What lists of products and enterprises ask of each of their rows, asked once for all."""

from saleor.graphql.core.dataloaders import DataLoader
from saleor.product.models import AttributeValue

from plugins.brand.public import Enterprise, makers_of
from plugins.reviews.selectors.liking import (
    favourite_counts,
    favourites_among,
    followed_among,
    follower_counts,
)
from plugins.reviews.selectors.ratings import ratings_of_enterprises, ratings_of_products


class ProductRatingLoader(DataLoader):
    context_key = "reviews_rating_by_product"

    def batch_load(self, keys):
        found = ratings_of_products(product_ids=keys)
        return [found[key] for key in keys]


class EnterpriseRatingLoader(DataLoader):
    context_key = "reviews_rating_by_enterprise"

    def batch_load(self, keys):
        found = ratings_of_enterprises(enterprise_ids=keys)
        return [found[key] for key in keys]


class FavouriteCountLoader(DataLoader):
    context_key = "reviews_favourites_by_product"

    def batch_load(self, keys):
        found = favourite_counts(product_ids=keys)
        return [found[key] for key in keys]


class IsFavouriteLoader(DataLoader):
    context_key = "reviews_is_favourite"

    def batch_load(self, keys):
        found = favourites_among(user=self.user, product_ids=keys)
        return [key in found for key in keys]


class FollowerCountLoader(DataLoader):
    context_key = "reviews_followers_by_enterprise"

    def batch_load(self, keys):
        found = follower_counts(enterprise_ids=keys)
        return [found[key] for key in keys]


class IsFollowedLoader(DataLoader):
    context_key = "reviews_is_followed"

    def batch_load(self, keys):
        found = followed_among(user=self.user, enterprise_ids=keys)
        return [key in found for key in keys]


class MakerLoader(DataLoader):
    """The enterprise of each product, or None; two queries for all of them."""

    context_key = "reviews_maker_by_product"

    def batch_load(self, keys):
        makers = makers_of(product_ids=keys)
        enterprises = Enterprise.objects.in_bulk(set(makers.values()))
        return [enterprises.get(makers.get(key)) for key in keys]


class TownNameLoader(DataLoader):
    """Names of towns by what an enterprise's file has: a slug of the catalogue, or the name itself."""

    context_key = "reviews_town_by_slug"

    def batch_load(self, keys):
        rows = AttributeValue.objects.filter(attribute__slug="origin-town", slug__in=keys)
        names = dict(rows.values_list("slug", "name"))
        return [names.get(key, "" if key.isascii() else key) for key in keys]
