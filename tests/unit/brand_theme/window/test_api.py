"""What the mini-shop reads of the goods."""

from __future__ import annotations

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time

from brand_theme.window.selectors.browse import Sort, Wish, goods_found, ticks_for
from plugins.search.public import index_rebuild


def slugs(wish: Wish) -> list[str]:
    cards, total = goods_found(wish, first=20, skip=0)
    assert total == len(cards)
    return [card.name for card in cards]


@pytest.fixture
def shelf(goods, tell, enterprise):
    """A twist of Jinniu, a peach of Bao'an in June, dried lotus of Bao'an in all months."""
    twist = goods("金牛麻花", "18.80").product
    peach = goods("保安狗血桃", "49.90").product
    lotus = goods("保安湘莲", "88.00").product
    tell(twist, "origin-town", jinniu="金牛镇")
    tell(peach, "origin-town", baoan="保安镇")
    tell(lotus, "origin-town", baoan="保安镇")
    tell(peach, "season", m06="6月", m07="7月")
    tell(lotus, "season", **{"all-year": "全年"})
    tell(peach, "certification", **{"gi-trademark": "地理标志证明商标"})
    enterprise("金牛老巷", twist)
    enterprise("沼山桃社", peach, lotus)
    return {"twist": twist, "peach": peach, "lotus": lotus}


@pytest.mark.parametrize(
    ("wish", "names"),
    [
        (Wish(town="jinniu"), ["金牛麻花"]),
        (Wish(town="baoan", sort=Sort.PRICE_DOWN), ["保安湘莲", "保安狗血桃"]),
        (Wish(month=6, sort=Sort.PRICE_UP), ["保安狗血桃", "保安湘莲"]),
        (Wish(month=1), ["保安湘莲"]),
        (Wish(certification="gi-trademark"), ["保安狗血桃"]),
        (Wish(lowest_fen=4990, highest_fen=8800, sort=Sort.PRICE_UP), ["保安狗血桃", "保安湘莲"]),
        (Wish(highest_fen=1879), []),
        (Wish(sort=Sort.NEWEST), ["保安湘莲", "保安狗血桃", "金牛麻花"]),
        (Wish(trade="snack", town="jinniu"), ["金牛麻花"]),
        (Wish(trade="no-such-trade"), []),
    ],
)
def test_wishes_are_fulfilled(shelf, wish, names):
    assert slugs(wish) == names


def test_what_is_typed_is_searched_best_first_and_ticked_besides(shelf):
    index_rebuild()

    assert slugs(Wish(query="狗血桃")) == ["保安狗血桃"]
    assert slugs(Wish(query="gouxuetao")) == ["保安狗血桃"]
    assert slugs(Wish(query="狗血桃", town="jinniu")) == []


def test_ticks_count_what_each_would_leave(shelf):
    ticks = ticks_for(Wish(town="jinniu"))

    assert [(tick.slug, tick.count) for tick in ticks.towns] == [("baoan", 2), ("jinniu", 1)]
    assert [(tick.slug, tick.count) for tick in ticks.certifications] == [("gi-trademark", 1)]
    assert sorted((tick.name, tick.count) for tick in ticks.enterprises) == [
        ("沼山桃社", 2),
        ("金牛老巷", 1),
    ]
    assert ticks.months == list(range(1, 13))


def test_goods_without_a_licence_are_in_no_list_and_no_tick(shelf):
    from plugins.brand.models import LicensedGoods

    LicensedGoods.objects.filter(product=shelf["twist"]).delete()

    assert "金牛麻花" not in slugs(Wish())
    assert [tick.slug for tick in ticks_for(Wish()).towns] == ["baoan"]


@freeze_time("2026-06-10T04:00:00Z")
def test_first_page_in_one_answer(visitor, shelf):
    home = visitor.data("ShopHome")["shopHome"]

    assert home["month"] == 6
    assert home["goodsCount"] == 3
    assert [card["name"] for card in home["inSeason"]] == ["保安狗血桃"]
    assert {card["name"] for card in home["recommended"]} == {"金牛麻花", "保安湘莲"}
    assert home["inSeason"][0]["priceFen"] == 4990


def test_first_page_costs_the_same_however_long_the_shelf(
    visitor, shelf, goods, django_assert_max_num_queries
):
    for number in range(8):
        goods(f"好物{number}", "10.00")

    with django_assert_max_num_queries(24):
        visitor.data("ShopHome")


def test_a_page_of_goods_says_whether_more_follow(visitor, shelf):
    first = visitor.data("ShopGoods", first=2)["shopGoods"]
    rest = visitor.data("ShopGoods", first=2, skip=2)["shopGoods"]

    assert (first["totalCount"], first["hasNextPage"], len(first["nodes"])) == (3, True, 2)
    assert (rest["hasNextPage"], len(rest["nodes"])) == (False, 1)


def test_one_good_with_its_variants_and_licence(visitor, shelf):
    good = visitor.data("ShopGood", slug=shelf["peach"].slug)["shopGood"]

    [choice] = good["choices"]
    assert (choice["priceFen"], choice["left"], choice["isAvailable"]) == (4990, 10, True)
    assert good["season"] == "6—7月"
    assert good["townSlug"] == "baoan"
    assert good["enterprise"]["name"] == "沼山桃社"
    assert good["badge"]["certificateNumber"]
    assert good["takesNoReasonReturn"] is True


def test_no_good_of_that_name_is_null(visitor, shelf):
    assert visitor.data("ShopGood", slug="nobody")["shopGood"] is None


def test_cart_says_what_has_become_of_its_goods(visitor, shelf, django_assert_max_num_queries):
    ids = [
        visitor.data("ShopGood", slug=each.slug)["shopGood"]["choices"][0]["variantId"]
        for each in (shelf["twist"], shelf["peach"])
    ]
    shelf["peach"].is_published = False
    shelf["peach"].save(update_fields=["is_published"])

    with django_assert_max_num_queries(16):
        rows = visitor.data("ShopCart", variantIds=ids)["shopCart"]

    assert {row["name"]: row["obstacle"] for row in rows} == {
        "金牛麻花": "",
        "保安狗血桃": "已下架",
    }


@pytest.mark.parametrize("wrong", ["UHJvZHVjdDox", "not base64!", "", "UHJvZHVjdFZhcmlhbnQ6eA=="])
def test_cart_refuses_what_is_no_variant(visitor, wrong):
    answer = visitor.send("ShopCart", variantIds=[wrong]).json()

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["VARIANT_UNKNOWN"]


def test_what_was_looked_at_is_told_as_it_is_now(visitor, shelf, another_size):
    from saleor.warehouse.models import Stock

    from plugins.brand.models import LicensedGoods

    Stock.objects.filter(product_variant__product=shelf["peach"]).update(quantity=0)
    LicensedGoods.objects.filter(product=shelf["lotus"]).delete()
    slugs = [product.slug for product in shelf.values()]

    seen = visitor.data("ShopSeen", slugs=[*slugs, "never-was"])["shopSeen"]

    assert {each["card"]["name"]: each["isAvailable"] for each in seen} == {
        "金牛麻花": True,
        "保安狗血桃": False,
    }


def test_a_collection_is_looked_through_under_its_name(visitor, shelf):
    found = visitor.data("ShopGoods", collection="brand-1")["shopGoods"]

    assert (found["collectionName"], [card["name"] for card in found["nodes"]]) == (
        "金牛老巷",
        ["金牛麻花"],
    )
    assert [tick["slug"] for tick in found["ticks"]["towns"]] == ["jinniu"]


def test_cart_and_good_cost_the_same_however_much_is_in_them(visitor, shelf, goods):
    def counted(document, **variables):
        visitor.data(document, **variables)  # what is read once and kept
        with CaptureQueriesContext(connection) as captured:
            answer = visitor.data(document, **variables)
        return len(captured), answer

    twist, lotus = shelf["twist"], shelf["lotus"]
    ids = [graphene.Node.to_global_id("ProductVariant", twist.variants.get().pk)]
    few = [counted("ShopCart", variantIds=ids)[0], counted("ShopGood", slug=lotus.slug)[0]]
    for number in range(4):
        variant = goods(f"好物{number}", "10.00")
        ids.append(graphene.Node.to_global_id("ProductVariant", variant.pk))

    cart, rows = counted("ShopCart", variantIds=ids)
    good, page = counted("ShopGood", slug=lotus.slug)

    assert len(rows["shopCart"]) == 5
    assert len(page["shopGood"]["related"]) > 1
    assert [cart, good] == few
    assert good <= 36
