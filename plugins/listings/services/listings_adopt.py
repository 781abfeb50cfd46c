"""Give products that came by another way (the seed, the staff API) their listing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from saleor.product.models import Product

from plugins.brand.public import makers_of
from plugins.kernel import audit
from plugins.listings.models import Listing


@transaction.atomic
def listings_adopt(*, actor: str, now: datetime) -> int:
    """Make a listing for every product that has a maker and none yet; return how many."""
    lonely = Product.objects.filter(listing__isnull=True).order_by("pk")
    products = list(lonely.values_list("pk", flat=True))
    makers = makers_of(product_ids=products)
    for product_id in products:
        if product_id not in makers:
            continue
        listing = Listing.objects.create(
            enterprise_id=makers[product_id], product_id=product_id, created_at=now
        )
        audit.record("listings.listing.adopted", listing, actor=actor, product=product_id)
    return len([each for each in products if each in makers])
