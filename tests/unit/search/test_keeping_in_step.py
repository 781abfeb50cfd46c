"""The index follows the catalogue without being asked."""

from __future__ import annotations

import pytest
from saleor.plugins.manager import get_plugins_manager
from saleor.product.models import Collection, Product

from plugins.search.models import SearchTerm
from plugins.search.plugin import SearchPlugin
from plugins.search.selectors import search_products
from plugins.search.tasks import rebuild_index_task


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_saved_product_is_found_once_committed(goods, commits):
    with commits():
        variant = goods("灵乡葛粉", "20.00")
        assert search_products(query="葛粉", first=1).total == 0

    assert search_products(query="gefen", first=1).product_ids == (variant.product_id,)


def test_a_renamed_product_is_found_by_its_new_name_only(goods, commits):
    with commits():
        product = goods("灵乡葛粉", "20.00").product
    product.name = "灵乡藕粉"

    with commits():
        product.save(update_fields=["name"])

    assert search_products(query="藕粉", first=1).total == 1
    assert search_products(query="葛粉", first=1).total == 0


def test_saving_a_price_writes_no_terms(goods, commits):
    product = goods("灵乡葛粉", "20.00").product
    SearchTerm.objects.all().delete()

    with commits() as callbacks:
        product.save(update_fields=["price_amount", "updated_at"])

    assert callbacks == []


def test_a_failing_index_leaves_the_product_saved(goods, commits, settings, tmp_path, caplog):
    settings.PROJECT_ROOT = str(tmp_path)  # no table of synonyms here

    with commits():
        goods("灵乡葛粉", "20.00")

    assert Product.objects.filter(name="灵乡葛粉").exists()
    assert "synonyms.csv" in caplog.text


def test_saleor_tells_of_a_new_product_when_its_collections_are_known(goods, commits):
    product = goods("灵乡葛粉", "20.00").product
    Collection.objects.create(name="年货", slug="new-year").products.add(product)

    with commits():
        get_plugins_manager().product_created(product)

    assert search_products(query="年货", first=1).product_ids == (product.pk,)


def test_an_inactive_plugin_does_nothing(goods, commits):
    product = goods("灵乡葛粉", "20.00").product
    plugin = SearchPlugin(configuration=[], active=False)

    with commits() as callbacks:
        assert plugin.product_created(product, "before") == "before"

    assert callbacks == []


def test_the_sweep_catches_up_with_bulk_writes(goods):
    goods("灵乡葛粉", "20.00")
    Product.objects.update(name="灵乡藕粉")

    rebuild_index_task()

    assert search_products(query="藕粉", first=1).total == 1
