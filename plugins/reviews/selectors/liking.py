"""Who follows an enterprise, who keeps a product."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, QuerySet

from plugins.reviews.models import Favourite, Follow


def follows_of(*, user: Any) -> QuerySet[Follow]:
    """Return the enterprises a person follows, the latest first."""
    return Follow.objects.filter(user=user).select_related("enterprise")


def favourites_of(*, user: Any) -> QuerySet[Favourite]:
    """Return the products a person keeps, the latest first; some may be sold no more."""
    return Favourite.objects.filter(user=user).select_related("product")


def follower_counts(*, enterprise_ids: Collection[int]) -> dict[int, int]:
    """Count the followers of each enterprise, in one query."""
    rows = Follow.objects.filter(enterprise__in=enterprise_ids).order_by()
    found = dict(rows.values_list("enterprise").annotate(Count("pk")))
    return {pk: found.get(pk, 0) for pk in enterprise_ids}


def favourite_counts(*, product_ids: Collection[int]) -> dict[int, int]:
    """Count who keeps each product, in one query."""
    rows = Favourite.objects.filter(product__in=product_ids).order_by()
    found = dict(rows.values_list("product").annotate(Count("pk")))
    return {pk: found.get(pk, 0) for pk in product_ids}


def followed_among(*, user: Any, enterprise_ids: Collection[int]) -> set[int]:
    """Return those of the enterprises that a person follows; nobody follows none."""
    if not user.is_authenticated:
        return set()
    rows = Follow.objects.filter(user=user, enterprise__in=enterprise_ids)
    return set(rows.values_list("enterprise", flat=True))


def favourites_among(*, user: Any, product_ids: Collection[int]) -> set[int]:
    """Return those of the products that a person keeps; nobody keeps none."""
    if not user.is_authenticated:
        return set()
    rows = Favourite.objects.filter(user=user, product__in=product_ids)
    return set(rows.values_list("product", flat=True))
