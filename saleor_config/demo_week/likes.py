"""What a buyer of the week wants to find again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from saleor.product.models import ProductVariant

from plugins.reviews.services.liking import enterprise_follow, product_favourite

KEPT = 6


def likes_make(*, buyer: Any, goods: Mapping[int, Sequence[ProductVariant]], now: datetime) -> None:
    """Keep the first of some enterprises' goods, and follow the first of them."""
    for shelf in list(goods.values())[:KEPT]:
        product_favourite(user=buyer, product_id=shelf[0].product_id, keeps=True, now=now)
    for enterprise_id in list(goods)[:1]:
        enterprise_follow(user=buyer, enterprise_id=enterprise_id, follows=True, now=now)
