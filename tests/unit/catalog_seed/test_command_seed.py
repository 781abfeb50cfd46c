"""`manage.py seed` as an operator types it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from saleor.product.models import Product

from plugins.search.public import search_products


def seed(*arguments: str, **options) -> str:
    out = StringIO()
    call_command("seed", *arguments, stdout=out, **options)
    return out.getvalue()


def test_check_needs_no_database_and_writes_nothing(small_files):
    text = seed("--check", data=small_files.folder)

    assert "目录数据无误" in text
    assert "The catalogue is sound" in text


def test_check_prints_every_problem_and_fails(small_files):
    small_files.change("products", 0, name="", plan_named="maybe")
    out = StringIO()

    with pytest.raises(CommandError) as refusal:
        call_command("seed", "--check", data=small_files.folder, stdout=out)

    assert "目录数据有 2 处错误" in str(refusal.value)
    assert "products.csv:2 [name]" in out.getvalue()
    assert "YES_NO_INVALID" in out.getvalue()


def test_load_reports_and_repeats_quietly(small_files, db):
    first = seed("--without-pictures", data=small_files.folder)
    second = seed("--without-pictures", data=small_files.folder)

    assert "产品 products" in first
    assert "没有改动" in second
    assert Product.objects.count() == 2


def test_broken_files_load_nothing(small_files, db):
    small_files.change("stocks", 0, quantity="many")

    with pytest.raises(CommandError):
        seed("--without-pictures", data=small_files.folder)

    assert Product.objects.count() == 0


def test_report_counts_towards_the_targets_of_the_plan(whole_shop):
    text = seed("--report")

    rows = {
        cells[1].strip(): cells[2:5]
        for cells in (line.split("│") for line in text.splitlines())
        if len(cells) > 5
    }
    assert [cell.strip() for cell in rows["具有市场竞争力的品牌产品"]] == ["20", "19", "1"]
    assert [cell.strip() for cell in rows["名特优产品"]] == ["46", "45", "1"]
    assert [cell.strip() for cell in rows["区域公共品牌"]] == ["1", "1", "0"]


@pytest.mark.django_db
def test_seeded_goods_are_found_by_the_name_of_their_brand(small_files):
    seed("--without-pictures", data=small_files.folder)

    product = Product.objects.filter(collections__metadata__kind="enterprise").first()
    brand = product.collections.get(metadata__kind="enterprise")

    assert product.pk in search_products(query=brand.name, first=20).product_ids
