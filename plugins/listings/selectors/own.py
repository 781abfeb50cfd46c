"""What an enterprise sees: its own, and nothing else exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Sum
from django.db.models.functions import Coalesce
from saleor.product.models import Product
from saleor.warehouse.models import Stock

from plugins.kernel.sale_guards import sale_refusals
from plugins.listings.errors import ListingNotFound, PictureNotFound, SubmissionNotFound
from plugins.listings.models import Listing, ListingPicture, Submission
from plugins.listings.states import OPEN_VALUES
from plugins.marketplace.public import MemberActor

#: Fewer than so many to sell is worth a word.
LOW_STOCK = 10


@dataclass(frozen=True)
class GoodsLine:
    """A line of an enterprise's list.

    Attributes:
        refusal: why it is not sold now; empty while it is.
        available: units that can be sold now, over all variants and warehouses.
    """

    listing: Listing
    name: str
    open: Submission | None
    latest: Submission | None
    refusal: str
    available: int
    lowest_price: object

    @property
    def is_live(self) -> bool:
        return self.listing.product_id is not None

    @property
    def is_low(self) -> bool:
        return self.is_live and self.available < LOW_STOCK


def own_listing(actor: MemberActor, listing_id: int) -> Listing:
    """Raises:
    ListingNotFound: none of the actor's enterprise.
    """
    found = Listing.objects.filter(enterprise_id=actor.enterprise_id, pk=listing_id)
    listing = found.select_related("enterprise", "product").first()
    if listing is None:
        raise ListingNotFound()
    return listing


def own_submission(actor: MemberActor, submission_id: int) -> Submission:
    """Raises:
    SubmissionNotFound: none of the actor's enterprise.
    """
    found = Submission.objects.filter(listing__enterprise_id=actor.enterprise_id, pk=submission_id)
    submission = found.select_related("listing__enterprise", "listing__product").first()
    if submission is None:
        raise SubmissionNotFound()
    return submission


def own_picture(actor: MemberActor, name: str) -> ListingPicture:
    """Raises:
    PictureNotFound: none of the actor's enterprise.
    """
    found = ListingPicture.objects.filter(enterprise_id=actor.enterprise_id, name=name).first()
    if found is None:
        raise PictureNotFound()
    return found


def own_goods(actor: MemberActor, *, now: datetime) -> list[GoodsLine]:
    """Return the enterprise's goods, those that need its attention first."""
    listings = list(
        Listing.objects.filter(enterprise_id=actor.enterprise_id)
        .select_related("product")
        .prefetch_related(Prefetch("submissions", Submission.objects.order_by("-pk")))
    )
    products = [each.product_id for each in listings if each.product_id]
    refused = sale_refusals(product_ids=products, at=now)
    available = available_of(products)
    lines = [_line(each, refused, available) for each in listings]
    shown = [each for each in lines if each.is_live or each.latest]
    return sorted(shown, key=lambda line: (not _needs_attention(line), -line.listing.pk))


def available_of(product_ids: Sequence[int]) -> dict[int, int]:
    """Return how many units of each product can be sold now."""
    rows = (
        Stock.objects.filter(product_variant__product__in=product_ids)
        .values("pk", "product_variant__product_id", "quantity")
        .annotate(allocated=Coalesce(Sum("allocations__quantity_allocated"), 0))
    )
    sums: dict[int, int] = {}
    for row in rows:
        product = row["product_variant__product_id"]
        sums[product] = sums.get(product, 0) + max(row["quantity"] - row["allocated"], 0)
    return sums


def _line(listing: Listing, refused: dict[int, str], available: dict[int, int]) -> GoodsLine:
    submissions = list(listing.submissions.all())
    latest = next(iter(submissions), None)
    product: Product | None = listing.product
    said = latest.content.get("name", "") if latest else ""
    return GoodsLine(
        listing=listing,
        name=(product.name if product else said) or "未命名的新商品",
        open=next((each for each in submissions if each.state in OPEN_VALUES), None),
        latest=latest,
        refusal=refused.get(product.pk, "") if product else "",
        available=available.get(product.pk, 0) if product else 0,
        lowest_price=product.minimal_variant_price_amount if product else None,
    )


def _needs_attention(line: GoodsLine) -> bool:
    return bool(
        line.refusal or line.is_low or (line.open and line.open.state in ("draft", "changes_asked"))
    )
