"""Stars of products and enterprises, and what speaks against their goods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, QuerySet

from plugins.reviews.models import EnterpriseRating, Post, ProductRating, Review
from plugins.reviews.rules.kinds import QUALITY_CONCERNS, PostKind
from plugins.reviews.rules.ratings import Rating
from plugins.reviews.states import OUT_OF_SIGHT_VALUES, PostState

NO_REVIEWS = Rating()


def ratings_of_products(*, product_ids: Collection[int]) -> dict[int, Rating]:
    """Return the rating of each product, in one query; those without reviews have none."""
    found = ProductRating.objects.in_bulk(list(product_ids))
    return {pk: found[pk].rating if pk in found else NO_REVIEWS for pk in product_ids}


def rating_of_product(*, product_id: int) -> Rating:
    return ratings_of_products(product_ids=[product_id])[product_id]


def ratings_of_enterprises(*, enterprise_ids: Collection[int]) -> dict[int, Rating]:
    """Return the rating of each enterprise over all its goods, in one query."""
    found = EnterpriseRating.objects.in_bulk(list(enterprise_ids))
    return {pk: found[pk].rating if pk in found else NO_REVIEWS for pk in enterprise_ids}


def rating_of_enterprise(*, enterprise_id: int) -> Rating:
    return ratings_of_enterprises(enterprise_ids=[enterprise_id])[enterprise_id]


def hidden_counts(
    *, product_id: int | None = None, enterprise_id: int | None = None
) -> dict[str, int]:
    """Return how many reviews are out of sight, by reason; anybody may know."""
    hidden = _posts(product_id, enterprise_id).filter(
        kind=PostKind.REVIEW.value, state__in=OUT_OF_SIGHT_VALUES
    )
    rows = hidden.order_by("hidden_reason").values_list("hidden_reason").annotate(Count("pk"))
    return dict(rows)


def _posts(product_id: int | None, enterprise_id: int | None) -> QuerySet[Post]:
    posts = Post.objects.all()
    if product_id is not None:
        posts = posts.filter(product=product_id)
    if enterprise_id is not None:
        posts = posts.filter(enterprise=enterprise_id)
    return posts


def quality_complaints(
    *, enterprise_ids: Collection[int], since: datetime, until: datetime
) -> dict[int, int]:
    """Count shown reviews of a span that complain of the goods themselves, by enterprise.

    `until` is the first instant outside. One query.
    """
    complaints = Review.objects.filter(
        post__enterprise__in=enterprise_ids,
        post__state=PostState.SHOWN.value,
        post__written_at__gte=since,
        post__written_at__lt=until,
        concerns__overlap=[each.value for each in QUALITY_CONCERNS],
    )
    found = Counter(complaints.values_list("post__enterprise", flat=True))
    return {pk: found[pk] for pk in enterprise_ids}
