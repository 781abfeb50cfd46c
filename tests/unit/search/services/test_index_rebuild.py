from __future__ import annotations

from io import StringIO

from django.core.management import call_command
from saleor.product.models import Category, Collection, Product

from plugins.search import public
from plugins.search.models import SearchTerm
from plugins.search.selectors import search_products
from plugins.search.services.index_rebuild import Rebuilt, index_rebuild
from plugins.search.services.product_index import product_index


def rows() -> list[tuple[int, str, str, float]]:
    return list(SearchTerm.objects.values_list("pk", "term", "kind", "weight"))


def test_rebuilding_again_changes_no_row(put):
    put("jinniu-mahua", "yinzu-bai-cha")
    before = rows()

    rebuilt = index_rebuild()

    assert rows() == before
    assert rebuilt == Rebuilt(products=2, terms=len(before))


def test_terms_follow_the_catalogue(put):
    [product] = put("jinniu-mahua")
    Category.objects.filter(slug="snack").update(name="炸货铺")
    Product.objects.filter(pk=product.pk).update(name="金牛脆果")
    shelf = Collection.objects.create(name="年货", slug="new-year", is_published=True)
    shelf.products.add(product)

    index_rebuild()

    for text in ("炸货铺", "金牛脆果", "年货", "麻花"):
        assert search_products(query=text, first=1).product_ids == (product.pk,)
    assert not SearchTerm.objects.filter(term="金牛麻花", kind="name").exists()


def test_a_damaged_row_is_mended_and_a_stray_one_goes(put):
    [product] = put("jinniu-mahua")
    before = rows()
    SearchTerm.objects.filter(term="麻花").update(weight=0, label="?")
    SearchTerm.objects.create(product=product, term="手机", kind="name", weight=1, label="手机")

    index_rebuild()

    assert rows() == before
    assert SearchTerm.objects.get(term="麻花").label == "麻花"


def test_it_tells_how_far_it_is(put):
    put("jinniu-mahua", "yinzu-bai-cha")
    seen = []

    index_rebuild(on_progress=lambda done, total: seen.append((done, total)))

    assert seen == [(2, 2)]


def test_the_number_of_queries_does_not_grow_with_the_products(put, django_assert_max_num_queries):
    put("jinniu-mahua", "yinzu-bai-cha", "baoan-gouxue-tao", "tanqiao-douchi")

    with django_assert_max_num_queries(10):
        index_rebuild()


def test_terms_go_with_their_product(put):
    put("jinniu-mahua")

    Product.objects.all().delete()

    assert rows() == []
    product_index(product_id=1)
    assert rows() == []


def test_an_empty_shop_has_an_empty_index(db):
    assert public.index_rebuild() == Rebuilt(products=0, terms=0)


def test_the_command_says_what_it_did(put):
    put("jinniu-mahua")
    SearchTerm.objects.all().delete()
    out = StringIO()

    call_command("search_rebuild", stdout=out)

    assert f"已索引 1 种商品、{SearchTerm.objects.count()} 个词" in out.getvalue()
    assert SearchTerm.objects.count() > 20
