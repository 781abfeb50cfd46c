"""Change prices and stocks of live goods: at once, within bounds, on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from saleor.product.models import Product, ProductVariant
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel import audit
from plugins.listings import errors
from plugins.listings.models import Listing
from plugins.listings.rules.content import price_from, stock_from
from plugins.listings.selectors.live_content import price_of
from plugins.listings.services.goods_variants import product_price_settle
from plugins.listings.services.listing_lock import listing_lock
from plugins.marketplace.public import MemberActor, Role


@dataclass(frozen=True)
class PriceChange:
    """A variant's new price; `seen` is what the form showed."""

    variant_id: int
    seen: str
    price: str


@dataclass(frozen=True)
class StockChange:
    """How much lies in a warehouse by now; `seen` is what the form showed."""

    stock_id: int
    seen: str
    quantity: str


@transaction.atomic
def sales_change(
    *,
    actor: MemberActor,
    listing_id: int,
    prices: Iterable[PriceChange] = (),
    stocks: Iterable[StockChange] = (),
) -> int:
    """Write the prices and stocks that differ, all or none; return how many.

    Carts and orders that are placed keep the price they were placed at.

    Raises:
        RoleMissing, ListingNotFound, NotLive
        VariantNotFound: not of this listing.
        ContentInvalid: not positive, not whole.
        SalesChanged: it is not what the form showed any more.
        StockBelowOrdered: buyers have ordered more than that.
    """
    actor.require(Role.GOODS)
    listing = listing_lock(listing_id=listing_id, enterprise_id=actor.enterprise_id)
    if listing.product is None:
        raise errors.NotLive()
    changed = sum(
        _stock(listing, each, actor) for each in sorted(stocks, key=lambda each: each.stock_id)
    )
    repriced = sum(
        _price(listing, each, actor) for each in sorted(prices, key=lambda each: each.variant_id)
    )
    if repriced:
        product_price_settle(Product.objects.get(pk=listing.product_id))
    return changed + repriced


def _price(listing: Listing, change: PriceChange, actor: MemberActor) -> bool:
    price = price_from(change.price, field=f"price_{change.variant_id}")
    seen = price_from(change.seen)
    variant = (
        ProductVariant.objects.select_for_update(of=("self",))
        .filter(pk=change.variant_id, product_id=listing.product_id)
        .first()
    )
    if variant is None or listing.product is None:
        raise errors.VariantNotFound()
    present: Decimal = price_of(variant, listing.product)
    if price in (present, seen):  # true already, or left alone in the form
        return False
    if seen != present:
        raise errors.SalesChanged(
            sku=variant.sku, what_zh="价格", what_en="price", present=f"{present:.2f}"
        )
    ProductVariant.objects.filter(pk=variant.pk).update(price_override_amount=price)
    audit.record(
        "listings.price.changed",
        listing,
        actor=str(actor),
        sku=variant.sku,
        before=f"{present:.2f}",
        after=f"{price:.2f}",
    )
    return True


def _stock(listing: Listing, change: StockChange, actor: MemberActor) -> bool:
    field = f"stock_{change.stock_id}"
    quantity, seen = stock_from(change.quantity, field=field), stock_from(change.seen, field=field)
    # The same lock that placing and shipping an order take.
    stock = (
        Stock.objects.select_for_update(of=("self",))
        .select_related("product_variant")
        .filter(pk=change.stock_id, product_variant__product_id=listing.product_id)
        .first()
    )
    if stock is None:
        raise errors.VariantNotFound()
    if quantity in (stock.quantity, seen):
        return False
    sku = stock.product_variant.sku
    if seen != stock.quantity:
        raise errors.SalesChanged(
            sku=sku, what_zh="库存", what_en="stock", present=str(stock.quantity)
        )
    allocations = Allocation.objects.filter(stock=stock)
    allocated = allocations.aggregate(sum=Sum("quantity_allocated"))["sum"] or 0
    if quantity < allocated:
        raise errors.StockBelowOrdered(field=field, sku=sku, allocated=allocated)
    Stock.objects.filter(pk=stock.pk).update(quantity=quantity)
    audit.record(
        "listings.stock.changed",
        listing,
        actor=str(actor),
        sku=sku,
        warehouse=str(stock.warehouse_id),
        before=stock.quantity,
        after=quantity,
    )
    return True
