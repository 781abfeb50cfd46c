"""The one answer to: may this product carry the brand, and be sold, at this instant?

Everything else asks here: lists, search, carts, orders, badges, the QR page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Lower, Upper

from plugins.brand.models import LicensedGoods


@dataclass(frozen=True, kw_only=True)
class Badge:
    """What a licensed good may show; `code` leads to the page that verifies it."""

    brand_name: str
    certificate_number: str
    code: str
    holder: str
    until: datetime


def _covering(at: datetime) -> QuerySet[LicensedGoods]:
    return LicensedGoods.objects.filter(during__contains=at)


def licensed_products(at: datetime) -> Q:
    """Return the condition on `Product` for `filter()`; no query of its own."""
    return Q(Exists(_covering(at).filter(product=OuterRef("pk"))))


def is_licensed(product_id: int, at: datetime) -> bool:
    return _covering(at).filter(product=product_id).exists()


def licensed_among(product_ids: Collection[int], at: datetime) -> set[int]:
    """Return those of the products that are licensed, in one query."""
    return set(_covering(at).filter(product__in=product_ids).values_list("product_id", flat=True))


def badges_for(product_ids: Collection[int], at: datetime) -> dict[int, Badge]:
    """Return the badge of each product that may carry one, in one query."""
    covered = _covering(at).filter(product__in=product_ids).select_related("certificate")
    return {
        row.product_id: Badge(
            brand_name=row.certificate.brand_name,
            certificate_number=row.certificate.number,
            code=row.certificate.code,
            holder=row.certificate.holder,
            until=row.during.upper,
        )
        for row in covered
    }


def next_change(after: datetime) -> datetime | None:
    """Return when the next range begins or ends: nothing cached may outlive it."""
    ends = LicensedGoods.objects.filter(during__endswith__gt=after)
    starts = LicensedGoods.objects.filter(during__startswith__gt=after)
    found = (
        ends.aggregate(at=Min(Upper("during")))["at"],
        starts.aggregate(at=Min(Lower("during")))["at"],
    )
    return min(filter(None, found), default=None)
