"""Loading against a real database: once, whole, and with respect for the shop."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.sites.models import Site
from saleor.menu.models import Menu
from saleor.product.models import (
    Attribute,
    Category,
    Collection,
    Product,
    ProductType,
    ProductVariant,
)
from saleor.shipping.models import ShippingMethod
from saleor.warehouse.models import Stock, Warehouse

from catalog_seed.errors import PieceGone
from catalog_seed.models import LoadedPiece
from catalog_seed.services import catalogue_load as module
from catalog_seed.services.catalogue_load import Overrule
from plugins.kernel.models import AuditEntry


def test_whole_catalogue_is_loaded(whole_shop):
    assert Product.objects.published().count() == 45
    assert ProductVariant.objects.count() == 128
    assert Stock.objects.count() == 231
    assert ProductType.objects.count() == 9
    assert Category.objects.count() == 21
    assert Warehouse.objects.count() == 11
    assert ShippingMethod.objects.count() == 41
    assert Collection.objects.filter(metadata__kind="regional").count() == 1
    assert Collection.objects.filter(metadata__kind="enterprise").count() == 17
    assert Collection.objects.get(slug="plan-nineteen").products.count() == 19
    assert Collection.objects.get(slug="yeli-market").products.count() == 45
    for product in Product.objects.all():
        assert product.category is not None
        assert product.collections.filter(metadata__kind="enterprise").count() == 1
        assert product.variants.count() >= 2
        assert Stock.objects.filter(product_variant__product=product, quantity__gt=0).exists()
        assert product.translations.get(language_code="en").name


def test_product_says_what_a_buyer_looks_at(small_shop):
    peach = Product.objects.get(slug="baoan-gouxue-tao")

    shown = {
        assigned.attribute.name: [value.name for value in assigned.values.all()]
        for assigned in peach.attributes.all()
    }
    assert shown == {
        "企业品牌": ["沼山桃社"],
        "产地": ["保安镇"],
        "当季月份": ["6月", "7月"],
        "认证": ["地理标志证明商标"],
        "标签": ["方案点名", "地理标志", "有礼盒"],
        "储存方式": ["阴凉保鲜"],
        "配送方式": ["普通快递"],
        "保质期": ["5天内鲜食或冷藏"],
    }
    assert peach.metadata["enterprise"] == "zhaoshan-taoshe"
    assert peach.metadata["season_months"] == "6;7"
    assert peach.description == f"<p>{peach.plain_text_description}</p>"


def test_variant_says_what_sets_it_apart(small_shop):
    variant = ProductVariant.objects.get(sku="FR01-B2500L")

    shown = {
        assigned.attribute.slug: assigned.values.get().name for assigned in variant.attributes.all()
    }
    assert shown == {"net-content": "2.5kg(5斤)", "package": "箱装", "grade": "大果"}
    assert variant.price_override_amount == Decimal("65.90")
    assert variant.get_weight().kg == pytest.approx(2.9)


def test_product_is_priced_from_its_cheapest_variant(small_shop):
    twist = Product.objects.get(slug="jinniu-mahua")

    assert twist.price_amount == Decimal("19.90")
    assert twist.minimal_variant_price_amount == Decimal("19.90")


def test_shop_gets_its_name_menus_and_address(small_shop):
    site = Site.objects.get_current()

    assert (site.name, site.domain) == ("冶里集", "shop.example")
    assert site.settings.homepage_collection.slug == "yeli-market"
    assert site.settings.company_address.city_area == "大冶市"
    assert site.settings.company_address_id != Warehouse.objects.get(slug="daye-hub").address_id
    navbar = Menu.objects.get(name="navbar").json_content
    assert [item["name"] for item in navbar] == ["冶里集", "逛品类", "企业品牌"]
    assert [item["name"] for item in navbar[1]["child_items"]] == ["鲜果", "糕点小吃"]


def test_second_load_changes_nothing(small_shop, load):
    before = list(LoadedPiece.objects.order_by("pk").values())
    updated = Product.objects.get(slug="jinniu-mahua").updated_at
    entries = AuditEntry.objects.count()

    report = load(small_shop.read())

    assert report.changed == 0
    assert report.unchanged.total() == len(before)
    assert list(LoadedPiece.objects.order_by("pk").values()) == before
    assert Product.objects.get(slug="jinniu-mahua").updated_at == updated
    assert AuditEntry.objects.count() == entries


def test_second_load_asks_the_database_little(small_shop, load, django_assert_max_num_queries):
    catalogue = small_shop.read()

    with django_assert_max_num_queries(6):
        load(catalogue)


def test_edited_row_is_carried_out(small_shop, load):
    small_shop.change("products", 0, name="保安红肉桃")

    report = load(small_shop.read())

    assert dict(report.updated) == {"products": 1}
    assert report.created.total() == 0
    assert Product.objects.get(slug="baoan-gouxue-tao").name == "保安红肉桃"


def test_new_row_is_added(small_shop, load):
    rows = small_shop.rows("pages")
    rows.append({"slug": "story", "title": "故事", "content": "从前有一座炉。"})
    small_shop.write("pages", rows)

    report = load(small_shop.read())

    assert dict(report.created) == {"pages": 1}


def test_what_the_operator_changed_stays(small_shop, load):
    Product.objects.filter(slug="jinniu-mahua").update(name="老街麻花", is_published=False)
    ProductVariant.objects.filter(sku="SN01-A500S").update(price_override_amount=Decimal("17.50"))
    Stock.objects.filter(product_variant__sku="SN01-A500S").update(quantity=3)

    load(small_shop.read())

    twist = Product.objects.get(slug="jinniu-mahua")
    assert (twist.name, twist.is_published) == ("老街麻花", False)
    variant = ProductVariant.objects.get(sku="SN01-A500S")
    assert variant.price_override_amount == Decimal("17.50")
    assert {stock.quantity for stock in variant.stocks.all()} == {3}


def test_text_edit_in_the_files_leaves_price_publication_and_stock(small_shop, load):
    Product.objects.filter(slug="jinniu-mahua").update(is_published=False)
    variants = ProductVariant.objects.filter(sku="SN01-A500S")
    variants.update(price_override_amount=Decimal("17.50"))
    Stock.objects.filter(product_variant__sku="SN01-A500S").update(quantity=3)
    index = [row["sku"] for row in small_shop.rows("variants")].index("SN01-A500S")
    small_shop.change("variants", index, name="甜味一袋")
    small_shop.change("products", 1, pinyin="jīnniú")

    load(small_shop.read())

    variant = variants.get()
    assert variant.name == "甜味一袋"
    assert variant.price_override_amount == Decimal("17.50")
    assert {stock.quantity for stock in variant.stocks.all()} == {3}
    assert Product.objects.get(slug="jinniu-mahua").is_published is False


def test_price_edit_in_the_files_is_carried_out(small_shop, load):
    small_shop.change("variants", 0, price="45.90")

    report = load(small_shop.read())

    assert dict(report.updated) == {"prices": 1}
    peach = Product.objects.get(slug="baoan-gouxue-tao")
    assert peach.variants.get(sku="FR01-A2500").price_override_amount == Decimal("45.90")
    assert peach.minimal_variant_price_amount == Decimal("45.90")


def test_stock_edit_in_the_files_needs_a_reset(small_shop, load):
    small_shop.change("stocks", 0, quantity="1")
    catalogue = small_shop.read()
    stock = Stock.objects.get(
        product_variant__sku="FR01-A2500", warehouse__slug=catalogue.stocks[0].warehouse
    )

    load(catalogue)
    stock.refresh_from_db()
    assert stock.quantity == 260

    load(catalogue, overrule=Overrule(stock=True))
    stock.refresh_from_db()
    assert stock.quantity == 1


def test_prices_can_be_reset(small_shop, load):
    ProductVariant.objects.update(price_override_amount=Decimal("1.00"))
    ShippingMethod.objects.update(price_amount=Decimal("1.00"))

    load(small_shop.read(), overrule=Overrule(prices=True))

    variant = ProductVariant.objects.get(sku="FR01-A2500")
    assert variant.price_override_amount == Decimal("49.90")
    method = ShippingMethod.objects.get(meta__shipping_rules__code="express-hubei-1")
    assert method.price_amount == Decimal("5.00")


def test_everything_can_be_written_again_but_prices_and_stock(small_shop, load):
    Product.objects.update(name="改名")
    ProductVariant.objects.update(price_override_amount=Decimal("1.00"))
    Stock.objects.update(quantity=3)

    load(small_shop.read(), overrule=Overrule(everything=True))

    assert Product.objects.get(slug="jinniu-mahua").name == "金牛麻花"
    assert set(ProductVariant.objects.values_list("price_override_amount", flat=True)) == {1}
    assert set(Stock.objects.values_list("quantity", flat=True)) == {3}


def test_nothing_is_half_loaded_when_a_late_row_fails(small_files, load, monkeypatch):
    catalogue = small_files.read()
    monkeypatch.setattr(module, "page_pieces", _failing_pieces)

    with pytest.raises(ZeroDivisionError):
        load(catalogue)

    assert Product.objects.count() == 0
    assert Attribute.objects.filter(slug="origin-town").count() == 0
    assert LoadedPiece.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def _failing_pieces(catalogue, *, host, found):
    return [module.Piece(table="pages", key="late", content={}, write=lambda: 1 / 0)]


def test_row_that_builds_on_something_removed_in_the_shop_is_refused(small_shop, load):
    Category.objects.filter(slug="snack").delete()
    small_shop.change("products", 1, pinyin="jīnniú")
    catalogue = small_shop.read()

    with pytest.raises(PieceGone) as refusal:
        load(catalogue)

    assert refusal.value.params == {"what": "category", "key": "snack"}
    assert Product.objects.get(slug="jinniu-mahua").metadata["pinyin"] == "Jīnniú máhuā"

    load(catalogue, overrule=Overrule(everything=True))
    assert Product.objects.get(slug="jinniu-mahua").category.slug == "snack"


def test_row_removed_from_the_files_stays_and_is_named(small_shop, load):
    small_shop.keep("pages", lambda row: row["slug"] != "returns")
    small_shop.keep("menu_items", lambda row: row["target"] != "returns")

    report = load(small_shop.read())

    assert report.left == ["pages/returns"]


def test_products_an_operator_added_to_a_collection_stay(small_shop, load):
    shelf = Collection.objects.get(slug="plan-nineteen")
    extra = Product.objects.get(slug="jinniu-mahua")
    extra.pk, extra.slug, extra.metadata = None, "operator-made", {}
    extra.save()
    shelf.products.add(extra)
    small_shop.change("products", 1, plan_named="no")

    load(small_shop.read())

    links = shelf.collectionproduct.order_by("sort_order")
    assert [link.product.slug for link in links] == ["baoan-gouxue-tao", "operator-made"]


def test_load_is_audited_once(small_shop):
    [entry] = AuditEntry.objects.filter(action="catalog_seed.catalogue.loaded")

    assert entry.actor == "system:seed"
    assert entry.details["created"]["products"] == 2
