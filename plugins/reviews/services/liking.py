"""Follow an enterprise, keep a product. Doing it twice is doing it once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from saleor.product.models import Product

from plugins.brand.public import Enterprise
from plugins.reviews import errors
from plugins.reviews.models import Favourite, Follow


def enterprise_follow(*, user: Any, enterprise_id: int, follows: bool, now: datetime) -> None:
    """Follow an enterprise, or follow it no more.

    Raises:
        EnterpriseNotFound
    """
    if not Enterprise.objects.filter(pk=enterprise_id).exists():
        raise errors.EnterpriseNotFound(field="enterpriseId")
    if follows:
        Follow.objects.get_or_create(
            user=user, enterprise_id=enterprise_id, defaults={"since": now}
        )
    else:
        Follow.objects.filter(user=user, enterprise=enterprise_id).delete()


def product_favourite(*, user: Any, product_id: int, keeps: bool, now: datetime) -> None:
    """Keep a product that is sold now, or keep it no more, whatever has become of it.

    Raises:
        ProductNotFound
    """
    if not keeps:
        Favourite.objects.filter(user=user, product=product_id).delete()
        return
    if not Product.objects.published().filter(pk=product_id).exists():
        raise errors.ProductNotFound(field="productId")
    Favourite.objects.get_or_create(user=user, product_id=product_id, defaults={"since": now})
