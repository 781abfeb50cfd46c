"""The pages: what the address asks for, from selectors into templates."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from saleor.product.models import Category, Product

from brand_theme.window import rules
from brand_theme.window.answers import rendered, window_page
from brand_theme.window.selectors import opinions
from brand_theme.window.selectors.cards import (
    GoodsCard,
    cards_in_season,
    cards_of,
    goods_on_shelf,
)
from brand_theme.window.selectors.enterprise import (
    EnterprisePage,
    enterprise_page_of,
    goods_of_page,
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
from plugins.brand.public import Enterprise
from plugins.credit.public import newest_score, score_shown

GOODS_A_PAGE = 60
IN_SEASON = 10
IN_THE_GATE = 3
RELATED = 5
WRITTEN_A_PAGE = 20
FIRST_WRITTEN = 4


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
        written=FIRST_WRITTEN,
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
    found = _enterprise_or_404(slug)
    page = _page_of(goods_of_page(found), request)
    return rendered("enterprise.html", {"found": found, "page": page, "cards": _cards_on(page)})


@window_page
def enterprise_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    found = _enterprise_or_404(slug)
    if found.profile is None:
        raise Http404
    page = _written_on(opinions.enterprise_reviews(found.profile.enterprise_id), request)
    return rendered(
        "reviews.html",
        {
            "title": found.tile.name,
            "back": reverse("window-enterprise", args=[slug]),
            "opinions": found.opinions,
            "reviews": opinions.review_views(page.object_list),
            "page": page,
            "names_goods": True,
        },
    )


@window_page
def goods_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    product = _product_or_404(slug)
    page = _written_on(opinions.product_reviews(product.pk), request)
    return rendered(
        "reviews.html",
        {
            "title": product.name,
            "back": reverse("window-goods", args=[slug]),
            "opinions": opinions.opinions_of_product(product.pk, limit=0),
            "reviews": opinions.review_views(page.object_list),
            "page": page,
        },
    )


@window_page
def goods_questions(request: HttpRequest, slug: str) -> HttpResponse:
    product = _product_or_404(slug)
    page = _written_on(opinions.product_questions(product.pk), request)
    return rendered(
        "questions.html",
        {
            "title": product.name,
            "back": reverse("window-goods", args=[slug]),
            "questions": opinions.question_views(page.object_list),
            "page": page,
        },
    )


@window_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    found = text_page(slug=slug)
    if found is None:
        raise Http404
    return rendered("page.html", {"text": found})


@window_page
def credit(request: HttpRequest, slug: str) -> HttpResponse:
    """An enterprise's stars, counts and the formula; each fact itself stays with it."""
    found = get_object_or_404(Enterprise, slug=slug)
    score = newest_score(enterprise_id=found.pk)
    shown = score_shown(score) if score is not None else None
    return rendered("credit.html", {"enterprise": found, "shown": shown})


def _this_month() -> int:
    return rules.month_in_china(timezone.now())


def _page_of(products: QuerySet[Product], request: HttpRequest) -> Page:
    """A page number that does not exist shows the nearest page that does."""
    return Paginator(products, GOODS_A_PAGE).get_page(request.GET.get("page"))


def _written_on(rows: QuerySet[Any], request: HttpRequest) -> Page:
    return Paginator(rows, WRITTEN_A_PAGE).get_page(request.GET.get("page"))


def _enterprise_or_404(slug: str) -> EnterprisePage:
    found = enterprise_page_of(slug=slug, at=timezone.now(), limit=FIRST_WRITTEN)
    if found is None:
        raise Http404
    return found


def _product_or_404(slug: str) -> Product:
    return get_object_or_404(Product.objects.published(), slug=slug)


def _cards_on(page: Page) -> list[GoodsCard]:
    return cards_of(page.object_list)
