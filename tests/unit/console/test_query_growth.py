"""Every list of both consoles: a page of many rows asks the database as often as one of few."""

from __future__ import annotations

import pytest

from brand_theme.console.objects import ReadOnlyModelAdmin
from brand_theme.console.sites import console_site
from saleor_config.bench.consoles.measure import browser_of, pages_of, queries_of
from saleor_config.bench.consoles.pages import (
    ENTERPRISE,
    member_pages,
    people,
    role_for,
    staff_pages,
)

FEW, MANY = 2, 12
#: Session, user and permissions, the list's count and rows, what is joined, what is prefetched.
MOST_QUERIES = 20
#: A shop has one brand, one set of terms, and one credit formula until another is defined,
#: which no row of a generated year may be counted by; card refunds and the first page's
#: cards have tests of their own.
FEW_BY_NATURE = {
    "mall_brand.RegionalBrand",
    "mall_brand.LicenceTerms",
    "mall_brand.GoodsClass",
    "mall_cards.CardRefund",
    "mall_credit.FormulaVersion",
    "mall_coupons.Campaign",
    "mall_showcase.Card",
}
#: A page of an object, and the first screen, ask once for each thing they show.
MOST_ON_A_PAGE = 90


@pytest.fixture
def who(generated_shop):
    return people()


def opened(browser, url) -> tuple[int, int]:
    queries_of(browser, url)  # content types and sessions are looked up once
    return queries_of(browser, url)


def plain(pages) -> list:
    """Leave out what differs in a filter only: it is the same list."""
    return [page for page in pages if "?" not in page.url or "?q=" in page.url]


def grown(browsers, pages) -> dict[str, tuple[int, int]]:
    found = {}
    for page in plain(pages):
        browser = browsers[page.who]
        with pages_of(FEW):
            status, few = opened(browser, page.url)
        with pages_of(MANY):
            _, many = queries_of(browser, page.url)
        assert status in (200, 302, 405), (page, status)
        if many > few or many > MOST_ON_A_PAGE:
            found[page.title] = (few, many)
    return found


def test_no_staff_page_asks_more_often_for_more_rows(who):
    browsers = {name: browser_of(user) for name, user in who.items()}

    assert grown(browsers, staff_pages(who)) == {}


def test_no_page_of_an_enterprise_asks_more_often_for_more_rows(who):
    browsers = {ENTERPRISE: browser_of(who[ENTERPRISE])}

    assert grown(browsers, member_pages(who[ENTERPRISE])) == {}


def test_every_registered_list_is_bounded_and_has_rows(who):
    """The walk above says nothing about a list without rows: the generator must fill each."""
    browsers = {name: browser_of(user) for name, user in who.items()}
    counts, empty = {}, set()
    for model, admin in console_site._registry.items():
        assert isinstance(admin, ReadOnlyModelAdmin)
        url = f"/console/{model._meta.app_label}/{model._meta.model_name}/"
        with pages_of(MANY):
            status, counts[model._meta.label] = opened(browsers[role_for(model).value], url)
        assert status == 200, url
        if model._default_manager.count() <= FEW:
            empty.add(model._meta.label)

    assert {label: count for label, count in counts.items() if count > MOST_QUERIES} == {}
    assert empty <= FEW_BY_NATURE
