from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.product.models import Product

from brand_theme.window.selectors.cards import cards_in_season

MOST_QUERIES = 30  # a good is shown with reviews, questions, promise and credit


def html_of(client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_goods_with_origin_brand_and_lowest_price(client, goods, tell, enterprise):
    product = goods("金牛麻花", "18.80").product
    tell(product, "origin-town", jinniu="金牛镇")
    enterprise("金牛老巷", product)

    html = html_of(client)

    assert f'href="/goods/{product.slug}/"' in html
    assert "金牛镇 · 金牛老巷" in html
    assert '¥</span>18<span class="yuan__fen">.80</span>' in html
    assert "经营者信息" in html
    assert "演示商城" in html


def test_home_of_an_empty_shop_opens(client, db):
    assert "全部好物" in html_of(client)


def test_unpublished_goods_are_nowhere(client, goods):
    product = goods("金牛麻花", "18.80").product
    Product.objects.update(is_published=False)

    assert product.name not in html_of(client)
    assert client.get(f"/goods/{product.slug}/").status_code == 404


def test_names_are_escaped(client, goods, enterprise):
    product = goods("<b>麻花</b>", "18.80").product
    enterprise("<i>老巷</i>", product)

    html = html_of(client) + html_of(client, f"/goods/{product.slug}/")

    assert "<b>麻花" not in html
    assert "<i>老巷" not in html
    assert "&lt;b&gt;麻花&lt;/b&gt;" in html


def test_pages_ask_nobody_else_and_run_nothing(client, goods, enterprise):
    product = goods("金牛麻花", "18.80").product
    brand = enterprise("金牛老巷", product)
    paths = ("/", f"/goods/{product.slug}/", "/trades/snack/", f"/brands/{brand.slug}/", "/nix/")

    for path in paths[:-1]:
        response = client.get(path)
        html = response.content.decode()
        assert not re.search(r'(?:src|href|srcset|action)="(?:https?:)?//', html), path
        assert not re.search(r"<script|<style|<form|\sstyle=|\son\w+=", html), path
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert not response.cookies


def test_pictures_keep_their_place(client, goods):
    goods("金牛麻花", "18.80")

    for picture in re.findall(r"<img [^>]+>", html_of(client)):
        assert re.search(r' width="\d+" height="\d+" alt="', picture), picture


def queries_of(client, path: str) -> int:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["/", "/trades/snack/", "/brands/brand-1/", "/goods/goods-1/"])
def test_queries_do_not_grow_with_the_shop(client, goods, tell, enterprise, another_size, path):
    def stock_up(number: int) -> None:
        product = goods(f"麻花{number}", "18.80").product
        tell(product, "season", m01="1月", m02="2月")
        tell(product, "origin-town", jinniu="金牛镇")
        another_size(product, "两份", "36.00")
        enterprise(f"老巷{number}", product)

    stock_up(1)
    stock_up(2)
    few = queries_of(client, path)
    for number in range(3, 9):
        stock_up(number)

    assert queries_of(client, path) == few <= MOST_QUERIES


def test_answers_are_cacheable_and_checked_by_etag(client, goods):
    goods("金牛麻花", "18.80")
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert "max-age=60" in first["Cache-Control"]

    Product.objects.update(minimal_variant_price_amount="9.90")
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_window_is_read_only(client, db):
    assert client.post("/").status_code == 405


def test_in_season_is_what_passes_and_the_shortest_first(goods, tell):
    peach, citrus, twist = (goods(name, "9.90").product for name in ("桃", "柑橘", "麻花"))
    tell(peach, "season", m06="6月", m07="7月")
    tell(citrus, "season", m06="6月", m07="7月", m08="8月")
    tell(twist, "season", **{"all-year": "全年"})

    assert [card.name for card in cards_in_season(month=7, limit=5)] == ["桃", "柑橘"]
    assert [card.name for card in cards_in_season(month=8, limit=5)] == ["柑橘"]
    assert cards_in_season(month=9, limit=5) == []


def test_pages_of_the_grid_can_be_turned(client, goods, monkeypatch):
    monkeypatch.setattr("brand_theme.window.views.GOODS_A_PAGE", 1)
    first, second = goods("麻花", "9.90").product, goods("糊面", "9.90").product

    html = html_of(client, "/?page=2")

    assert second.name in html
    assert first.name not in html
    assert 'href="?page=1#goods"' in html
    assert "第 2 页" in html_of(client, "/?page=99")
