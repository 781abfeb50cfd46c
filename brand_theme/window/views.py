"""The pages: what the address asks for, from selectors into templates."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from saleor.product.models import Category, Product

from brand_theme.window import rules
from brand_theme.window.answers import rendered, window_page
from brand_theme.window.selectors.cards import (
    GoodsCard,
    cards_in_season,
    cards_of,
    goods_on_shelf,
)
from brand_theme.window.selectors.goods import goods_detail
from brand_theme.window.selectors.shelves import (
    branches_of,
    enterprise_tiles,
    goods_of_trade,
    text_page,
    trade_of,
    trades,
)

GOODS_A_PAGE = 60
IN_SEASON = 10
IN_THE_GATE = 3
RELATED = 5


@window_page
def home(request: HttpRequest) -> HttpResponse:
    month = _this_month()
    in_season = cards_in_season(month=month, limit=IN_SEASON)
    page = _page_of(goods_on_shelf(), request)
    return rendered(
        "home.html",
        {
            "month": month,
            "in_season": in_season,
            "in_the_gate": rules.of_different(in_season, limit=IN_THE_GATE),
            "trades": trades(),
            "page": page,
            "cards": _cards_on(page),
            "enterprises": enterprise_tiles(),
        },
    )


@window_page
def goods(request: HttpRequest, slug: str) -> HttpResponse:
    found = goods_detail(
        slug=slug,
        sku=request.GET.get("sku"),
        discounts=request.discounts,
        related=RELATED,
    )
    if found is None:
        raise Http404
    month = _this_month()
    return rendered(
        "goods.html",
        {
            "goods": found,
            "month": month,
            "is_in_season": month in found.months,
            "is_all_year": rules.is_all_year(found.months),
            "season": rules.season_bar(found.months, this_month=month),
        },
    )


@window_page
def trade(request: HttpRequest, slug: str) -> HttpResponse:
    category = get_object_or_404(Category, slug=slug)
    page = _page_of(goods_of_trade(category), request)
    return rendered(
        "trade.html",
        {
            "trade": trade_of(category),
            "branches": branches_of(category),
            "page": page,
            "cards": _cards_on(page),
        },
    )


@window_page
def enterprise(request: HttpRequest, slug: str) -> HttpResponse:
    found = next(iter(enterprise_tiles(slug=slug)), None)
    if found is None:
        raise Http404
    page = _page_of(goods_on_shelf().filter(collections__slug=slug), request)
    return rendered(
        "enterprise.html", {"enterprise": found, "page": page, "cards": _cards_on(page)}
    )


@window_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = text_page(slug=slug)
    if found is None:
        raise Http404
    return rendered("page.html", {"text": found})


def _this_month() -> int:
    return rules.month_in_china(timezone.now())


def _page_of(products: QuerySet[Product], request: HttpRequest) -> Page:
    """A page number that does not exist shows the nearest page that does."""
    return Paginator(products, GOODS_A_PAGE).get_page(request.GET.get("page"))


def _cards_on(page: Page) -> list[GoodsCard]:
    return cards_of(page.object_list)
