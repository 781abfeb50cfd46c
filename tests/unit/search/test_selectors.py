from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from saleor.product.models import Product

from plugins.search.selectors import Found, products_in_order, search_products, suggestions
from tests.unit.search.catalogue_rows import specialities

FRUIT = ("baoan-gouxue-tao", "daye-longjiaoshan-huangtao", "jinniu-yangong-mihoutao")


def found(query: str, **terms) -> list[str]:
    answer = search_products(query=query, **{"first": 20, **terms})
    return [product.slug for product in products_in_order(answer.product_ids)]


def test_the_database_leaves_out_nothing_that_ranking_would_find(put, find):
    put(*(each.slug for each in specialities()))
    slugs = {each.name: each.slug for each in specialities()}
    queries = (
        "麻花", "mahua", "mh", "狗血桃", "bagxt", "桃子", "桃", "tea", "t", "挂历", "福鼎白茶", "mahau",
        "gouxietao", "ma hua", "大冶特产麻花", "金牛麻画", "妈花", "殷祖 茶", "cake", "茶", "沼山", "鱼",
    )  # fmt: skip

    answers = {query: found(query, first=100) for query in queries}

    assert answers == {query: [slugs[name] for name in find(query)] for query in queries}


def test_one_page_and_how_many_there_are(put):
    peach, yellow, kiwi = put(*FRUIT)

    assert search_products(query="桃", first=2) == Found((yellow.pk, peach.pk), total=3)
    assert search_products(query="桃", first=2, skip=2) == Found((kiwi.pk,), total=3)
    assert search_products(query="桃", first=2).has_more(skip=0)
    assert not search_products(query="桃", first=2, skip=2).has_more(skip=2)


@pytest.mark.parametrize(("first", "skip"), [(0, 0), (-1, 0), (5, 10)])
def test_a_page_that_is_not_there_is_empty(put, first, skip):
    put("jinniu-mahua")

    assert search_products(query="麻花", first=first, skip=skip) == Found((), total=1)


def test_only_published_products_are_found_at_once(put):
    [product] = put("jinniu-mahua")
    assert found("麻花") == ["jinniu-mahua"]

    Product.objects.update(is_published=False)
    assert found("麻花") == []
    assert suggestions(prefix="麻", limit=8) == []
    assert products_in_order([product.pk]) == []

    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    Product.objects.update(is_published=True, publication_date=tomorrow)
    assert found("麻花") == []


@pytest.mark.parametrize(
    ("terms", "slugs"),
    [
        ({"town": "jinniu"}, ["jinniu-yangong-mihoutao"]),
        ({"town": "保安镇"}, ["baoan-gouxue-tao"]),
        ({"town": "nowhere"}, []),
        ({"category": "peach-pear"}, ["daye-longjiaoshan-huangtao", "baoan-gouxue-tao"]),
        ({"category": "fruit", "town": "jinniu"}, ["jinniu-yangong-mihoutao"]),
        ({"category": "tea"}, []),
    ],
)
def test_narrowed_to_a_town_or_a_category_with_all_below_it(put, shelf, terms, slugs):
    put(*FRUIT)
    shelf.category("tea")

    assert found("桃", **terms) == slugs


def test_patterns_and_control_characters_are_only_text(put):
    put("jinniu-mahua")

    for typed in (
        "%",
        "_",
        "%麻花%",
        "麻_花",
        "\\",
        "'; --",
        "\x00",
        "麻\x00花",
        "\ud800",
        "麻" * 5000,
    ):
        assert found(typed) in ([], ["jinniu-mahua"])
        suggestions(prefix=typed, limit=8)
    assert found("%") == found("_") == []


@pytest.mark.parametrize("query", ["麻花", "金牛 麻花 脆 甜", "a b c d e f g h", "麻" * 64])
def test_searching_and_suggesting_take_one_database_query_each(
    put, query, django_assert_num_queries
):
    put("jinniu-mahua", *FRUIT)

    with django_assert_num_queries(1):
        search_products(query=query, first=20)
    with django_assert_num_queries(1):
        suggestions(prefix=query, limit=8)
    with django_assert_num_queries(1):
        search_products(query=query, first=20, town="jinniu", category="fruit")


def test_nothing_to_look_up_asks_nobody(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search_products(query=" ,。 ", first=20) == Found()
        assert suggestions(prefix="?", limit=8) == []


def test_suggestions_are_whole_words_that_find_something(put):
    put("jinniu-mahua", "yinzu-bai-cha")

    assert suggestions(prefix="麻", limit=2) == ["麻花", "金牛麻花"]
    assert suggestions(prefix="baic", limit=1) == ["白茶"]
    assert suggestions(prefix="老白", limit=8) == []
    assert all(found(text) for text in suggestions(prefix="m", limit=8))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=90) | st.text(alphabet="麻花桃茶金牛mahut%_' ", max_size=30))
def test_whatever_is_typed_only_published_products_come_back(put, query):
    if not Product.objects.exists():
        put("jinniu-mahua", *FRUIT)
        put("yinzu-bai-cha", is_published=False)

    answer = search_products(query=query, first=20)

    published = set(Product.objects.published().values_list("pk", flat=True))
    assert set(answer.product_ids) <= published
    assert answer.total == len(answer.product_ids)
    assert len(suggestions(prefix=query, limit=8)) <= 8
