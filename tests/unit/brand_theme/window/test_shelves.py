from __future__ import annotations

from saleor.page.models import Page
from saleor.product.models import Category, Product


def names_on(client, path: str) -> list[str]:
    html = client.get(path).content.decode()
    return [name for name in Product.objects.values_list("name", flat=True) if name in html]


def test_a_trade_shows_the_goods_of_its_branches_only(client, goods):
    twist = goods("金牛麻花", "18.80").product
    branch = Category.tree.create(name="水果", slug="peach", parent=None)
    peach = goods("狗血桃", "49.90").product
    peach.category = Category.tree.create(name="桃", slug="red-peach", parent=branch)
    peach.save()

    assert names_on(client, "/trades/peach/") == [peach.name]
    assert names_on(client, "/trades/snack/") == [twist.name]


def test_an_enterprise_shows_its_own_goods(client, goods, enterprise):
    twist = goods("金牛麻花", "18.80").product
    goods("狗血桃", "49.90")
    brand = enterprise("金牛老巷", twist)

    assert names_on(client, f"/brands/{brand.slug}/") == [twist.name]


def test_collections_of_other_kinds_are_no_enterprises(client, goods, enterprise):
    brand = enterprise("礼盒", goods("金牛麻花", "18.80").product)
    brand.metadata = {"kind": "theme"}
    brand.save()

    assert client.get(f"/brands/{brand.slug}/").status_code == 404


def test_hidden_goods_do_not_count(client, goods, enterprise):
    brand = enterprise("金牛老巷", goods("麻花", "9.90").product, goods("糊面", "9.90").product)
    Product.objects.filter(name="糊面").update(is_published=False)

    assert "<p>1 样</p>" in client.get(f"/brands/{brand.slug}/").content.decode()


def test_pages_of_text_are_shown_when_published(client, db):
    page = Page.objects.create(
        slug="about", title="关于", content="<p>湖山之间</p>", is_published=True
    )
    assert "湖山之间" in client.get("/pages/about/").content.decode()

    page.is_published = False
    page.save()

    assert client.get("/pages/about/").status_code == 404


def test_what_is_gone_says_so_in_the_shops_own_words(client, db):
    response = client.get("/goods/gone/")

    assert response.status_code == 404
    assert "回到集上看看" in response.content.decode()
