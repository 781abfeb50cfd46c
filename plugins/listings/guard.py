"""What the office took off sale is not sold, from that instant on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from plugins.listings.models import Listing

SUSPENDED = "已被品牌办停售"


class SuspensionGuard:
    """One query."""

    def sellable(self, *, at: datetime) -> Q:
        return Q(~Exists(_suspended().filter(product=OuterRef("pk"))))

    def refusals(self, *, product_ids: Collection[int], at: datetime) -> dict[int, str]:
        suspended = _suspended().filter(product__in=product_ids)
        return dict.fromkeys(suspended.values_list("product_id", flat=True), SUSPENDED)


def _suspended() -> QuerySet[Listing]:
    return Listing.objects.filter(suspended_at__isnull=False)
