"""Prices and stocks of one good on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from brand_theme.console.public import enterprise_page
from plugins.listings.errors import NotLive
from plugins.listings.selectors.own import own_listing
from plugins.listings.selectors.sales import SalesRow, sales_rows
from plugins.listings.services.sales_change import PriceChange, StockChange, sales_change
from plugins.marketplace.public import MemberActor, Role, member_page


@member_page(Role.GOODS)
def sales(request: HttpRequest, actor: MemberActor, listing_id: int) -> HttpResponseBase:
    """Show what is true now; what was sent holds at once, all of it or nothing."""
    listing = own_listing(actor, listing_id)
    if listing.product is None:
        raise NotLive()
    rows = sales_rows(listing.product)
    if request.method == "POST":
        count = sales_change(
            actor=actor,
            listing_id=listing_id,
            prices=_prices(request, rows),
            stocks=_stocks(request, rows),
        )
        messages.success(request, f"已更新 {count} 项，立即生效。" if count else "没有改动。")
        return HttpResponseRedirect(reverse("enterprise:good_sales", args=[listing_id]))
    context = {"listing": listing, "rows": rows}
    return enterprise_page(
        request, "listings/sales.html", context, title=f"改价改库存 · {listing.product.name}"
    )


def _prices(request: HttpRequest, rows: list[SalesRow]) -> list[PriceChange]:
    sent = request.POST
    return [
        PriceChange(
            row.variant_id, sent.get(f"seen_{row.variant_id}", ""), sent[f"price_{row.variant_id}"]
        )
        for row in rows
        if f"price_{row.variant_id}" in sent
    ]


def _stocks(request: HttpRequest, rows: list[SalesRow]) -> list[StockChange]:
    sent = request.POST
    return [
        StockChange(
            each.stock_id, sent.get(f"had_{each.stock_id}", ""), sent[f"stock_{each.stock_id}"]
        )
        for row in rows
        for each in row.stocks
        if f"stock_{each.stock_id}" in sent
    ]
