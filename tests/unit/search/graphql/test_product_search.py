from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

FRUIT = ("baoan-gouxue-tao", "daye-longjiaoshan-huangtao", "jinniu-yangong-mihoutao")


def test_a_visitor_finds_a_product_by_pinyin(visitor, put):
    put("jinniu-mahua", "yinzu-bai-cha")

    answer = visitor.data("ProductSearch", query="mahua")["productSearch"]

    assert answer["totalCount"] == 1
    assert answer["hasNextPage"] is False
    [node] = answer["nodes"]
    assert node["slug"] == "jinniu-mahua"
    assert node["name"] == "金牛麻花"
    assert node["category"]["name"]


def test_pages_follow_each_other(visitor, put):
    put(*FRUIT)

    first = visitor.data("ProductSearch", query="桃", first=2)["productSearch"]
    second = visitor.data("ProductSearch", query="桃", first=2, skip=2)["productSearch"]

    assert [node["slug"] for node in first["nodes"] + second["nodes"]] == [
        "daye-longjiaoshan-huangtao",
        "baoan-gouxue-tao",
        "jinniu-yangong-mihoutao",
    ]
    assert (first["totalCount"], first["hasNextPage"]) == (3, True)
    assert (second["totalCount"], second["hasNextPage"]) == (3, False)


def test_narrowed_by_town_and_category(visitor, put):
    put(*FRUIT)

    answer = visitor.data("ProductSearch", query="桃", town="jinniu", category="fruit")

    assert [node["slug"] for node in answer["productSearch"]["nodes"]] == [
        "jinniu-yangong-mihoutao"
    ]


def test_unpublished_products_are_hidden_even_from_the_operator(client_of, operator_chen, put):
    put("jinniu-mahua", is_published=False)

    answer = client_of(operator_chen).data("ProductSearch", query="麻花")["productSearch"]

    assert answer == {"totalCount": 0, "hasNextPage": False, "nodes": []}


def test_a_page_of_ten_thousand_is_refused(visitor, put):
    put("jinniu-mahua")

    [error] = visitor.send("ProductSearch", query="麻花", first=10_000).json()["errors"]

    assert error["extensions"]["code"] == "DOCUMENT_TOO_LARGE"


@pytest.mark.parametrize(
    "variables", [{"first": None, "skip": None}, {"first": 1_000}, {"first": -3, "skip": -3}]
)
def test_odd_pages_are_answered(visitor, put, variables):
    put("jinniu-mahua")

    answer = visitor.data("ProductSearch", query="麻花", **variables)["productSearch"]

    assert answer["totalCount"] == 1


def test_more_products_take_no_more_queries(visitor, put):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            visitor.data("ProductSearch", query="桃")
        return len(captured)

    put(FRUIT[0])
    queries()  # warms what is read once per process
    for_one = queries()
    put(*FRUIT[1:])

    assert queries() == for_one


def test_suggestions(visitor, put):
    put("jinniu-mahua")

    answer = visitor.data("SearchSuggest", prefix="mahu", first=2)

    assert answer["searchSuggestions"] == ["麻花", "金牛麻花"]
    assert visitor.data("SearchSuggest", prefix="老白")["searchSuggestions"] == []
