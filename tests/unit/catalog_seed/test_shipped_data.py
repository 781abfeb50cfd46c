"""Facts about the catalogue as it is shipped."""

from __future__ import annotations

from collections import Counter

import pytest

from brand_theme.art import TRADES, enterprise_marks, specialities
from catalog_seed.tables import catalogue_from

PLAN_NAMED = {
    "保安狗血桃", "殷祖白茶", "大冶金柯辣椒", "保安豆折", "保安莲子", "谈桥豆豉", "谈桥千张",
    "金牛千张皮", "金牛麻花", "果城里印子粑", "大冶刺绣", "杨庚甘蔗", "矿山蜜桔", "金牛晏公猕猴桃",
    "金牛南城鸽", "大冶龙角山黄桃", "还地桥翠冠梨", "还地桥五黑鸡", "殷祖柑橘",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue():
    return catalogue_from()


def test_the_nineteen_goods_of_the_plan_are_marked(catalogue):
    assert {row.name for row in catalogue.products if row.plan_named} == PLAN_NAMED


def test_products_have_two_to_four_variants(catalogue):
    sizes = Counter(len(each) for each in catalogue.variants_by_product.values())

    assert set(sizes) <= {2, 3, 4}
    assert sizes.total() == 45


def test_every_product_can_be_drawn_on_its_trade(catalogue):
    drawings = specialities()

    assert {row.slug: row.trade for row in catalogue.products} == drawings


def test_every_banner_and_mark_can_be_drawn(catalogue):
    banners = {row.banner for row in catalogue.categories if row.banner}

    assert banners == set(TRADES)
    assert {row.slug for row in catalogue.enterprises} <= set(enterprise_marks())


def test_town_goods_are_stocked_at_their_origin_and_at_the_hub(catalogue):
    towns = {row.slug: row.town for row in catalogue.warehouses}
    places: dict[str, set[str]] = {}
    for stock in catalogue.stocks:
        places.setdefault(stock.sku, set()).add(towns[stock.warehouse])
    town_of = {row.slug: row.town for row in catalogue.products}

    for variant in catalogue.variants:
        assert places[variant.sku] == {"daye", town_of[variant.product]}, variant.sku


def test_certification_only_where_it_is_known(catalogue):
    assert {row.name for row in catalogue.products if row.certification} == {
        "保安狗血桃",
        "保安水芹菜",
    }


def test_facts_that_are_easily_got_wrong(catalogue):
    products = {row.slug: row for row in catalogue.products}

    assert "杨庚甘蔗" in {row.name for row in catalogue.products}
    assert products["liurenba-heyi-bing"].name == "刘仁八合意饼"
    assert "港饼" not in products["liurenba-heyi-bing"].description
    assert dict(products["yinzu-bai-cha"].extra) == {"tea-kind": "green"}
    assert products["huangjinhu-pangxie"].delivery == "cold-chain"


def test_everything_kept_cold_travels_cold(catalogue):
    assert {row.delivery for row in catalogue.products if row.storage == "cold"} == {"cold-chain"}


def test_cold_chain_costs_more_than_express(catalogue):
    prices = {
        (row.group, row.weight_from_kg, row.cold_chain): row.price
        for row in catalogue.shipping_methods
        if row.is_by_weight
    }
    pairs = [(group, weight) for group, weight, cold in prices if cold]

    assert len(pairs) == 15
    for group, weight in pairs:
        assert prices[group, weight, True] > prices[group, weight, False]


def test_delivery_costs_more_the_farther_and_the_heavier(catalogue):
    groups = ["hubei", "near", "far", "remote"]
    ladders = {
        group: [
            row.price
            for row in catalogue.shipping_methods
            if row.group == group and row.is_by_weight and not row.cold_chain
        ]
        for group in groups
    }

    for ladder in ladders.values():
        assert ladder == sorted(ladder)
    for near, far in zip(groups, groups[1:], strict=False):
        assert all(a < b for a, b in zip(ladders[near], ladders[far], strict=False))
