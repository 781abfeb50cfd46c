from __future__ import annotations

import pytest
from saleor.order.models import Order, OrderLine
from saleor.product.models import Category
from saleor.warehouse.models import Allocation

from brand_theme.window.selectors.goods import goods_detail


def detail(slug: str, *, sku: str | None = None):
    return goods_detail(slug=slug, sku=sku, discounts=[], related=5)


@pytest.fixture
def twist(goods, another_size):
    product = goods("金牛麻花", "18.80").product
    another_size(product, "两份", "36.00")
    return product


def test_the_cheapest_variant_is_chosen_at_first(twist):
    assert detail(twist.slug).chosen.name == "一份"
    assert detail(twist.slug, sku="nobody's").chosen.name == "一份"


def test_an_address_chooses_a_variant(client, twist):
    html = client.get(f"/goods/{twist.slug}/?sku={twist.slug}-两份").content.decode()

    assert '¥</span>36<span class="yuan__fen">.00</span></span></p>' in html
    assert html.count('aria-current="true"') == 1


def test_what_others_hold_is_not_available(twist):
    variant = twist.variants.get(name="两份")
    line = OrderLine.objects.create(
        order=Order.objects.create(token="held", user_email="li@example.com"),
        product_name="金牛麻花",
        quantity=3,
        currency="CNY",
        unit_price_net_amount="36.00",
        unit_price_gross_amount="36.00",
        is_shipping_required=True,
        variant=variant,
    )
    Allocation.objects.create(order_line=line, stock=variant.stocks.get(), quantity_allocated=3)

    assert {choice.name: choice.is_available for choice in detail(twist.slug).choices} == {
        "一份": True,
        "两份": False,
    }


def test_facts_leave_out_what_the_page_shows_otherwise(twist, tell):
    tell(twist, "storage", ambient="常温")
    tell(twist, "season", m06="6月")
    tell(twist, "tag", gift="有礼盒")

    found = detail(twist.slug)

    assert [(fact.label, fact.value) for fact in found.facts] == [("storage", "常温")]
    assert found.months == {6}


def test_related_are_the_enterprises_goods_first(goods, twist, enterprise):
    noodles = goods("大冶糊面", "15.80").product
    cake = goods("合意饼", "32.00").product
    enterprise("金牛老巷", twist, cake)

    assert [card.name for card in detail(twist.slug).related] == [cake.name, noodles.name]


def test_wine_is_not_for_minors(client, twist):
    assert "未成年人" not in client.get(f"/goods/{twist.slug}/").content.decode()

    Category.objects.filter(slug="snack").update(slug="drink")

    assert "不向未成年人出售" in client.get(f"/goods/{twist.slug}/").content.decode()


def test_texts_lose_their_markup(twist):
    twist.description = "<p>热<script>x</script>乎</p>"
    twist.description_json = {}
    twist.save()

    assert detail(twist.slug).paragraphs == ["热x乎"]


def test_goods_without_variants_show_the_products_price(client, twist):
    twist.variants.all().delete()

    found = detail(twist.slug)

    assert (found.chosen, str(found.price)) == (None, "18.80")
    assert client.get(f"/goods/{twist.slug}/").status_code == 200
