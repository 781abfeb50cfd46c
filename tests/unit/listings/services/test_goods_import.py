"""Workbooks: what is wrong is named by cell, and nothing is written unless it is asked for."""

import io
import zipfile
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from saleor.warehouse.models import Stock

from plugins.listings.errors import WorkbookInvalid
from plugins.listings.goods_sheet import HEADINGS
from plugins.listings.models import Submission
from plugins.listings.services.goods_import import SALES_HEADINGS, goods_import, sales_import
from plugins.listings.workbook import sheet_read, sheet_write
from tests.unit.listings.conftest import NOW, price

pytestmark = pytest.mark.django_db
GOOD = {
    "品名": "沼山白桃",
    "品类": "鲜果",
    "分类": "桃与梨",
    "规格名称": "5斤装",
    "净含量": "2.5kg",
    "毛重kg": 2.9,
    "价格": 49.9,
    "库存": 20,
}


def book(*rows: dict, headings=HEADINGS) -> io.BytesIO:
    made = Workbook()
    made.active.append(headings)
    for row in rows:
        made.active.append([row.get(heading) for heading in headings])
    out = io.BytesIO()
    made.save(out)
    out.seek(0)
    return out


def read(file, headings=("品名",)):
    return sheet_read(file, size=len(file.getvalue()), headings=headings)


def imported(actor, *rows, only_good=False):
    return goods_import(actor=actor, rows=read(book(*rows)), only_good=only_good, now=NOW)


def test_rows_become_drafts_and_rows_without_a_name_further_variants(shelves, owner_wang):
    more = {"规格名称": "10斤装", "净含量": "5kg", "毛重kg": "5.5", "价格": "88", "库存": "7"}

    report = imported(owner_wang, GOOD, more, {**GOOD, "品名": "沼山黄桃"})

    assert (report.changed, report.problems) == (2, [])
    first, second = Submission.objects.order_by("pk")
    assert [each["name"] for each in first.content["variants"]] == ["5斤装", "10斤装"]
    assert (first.content["variants"][0]["price"], second.content["name"]) == ("49.90", "沼山黄桃")
    assert (first.state, first.content["label"]["maker"]) == ("draft", "沼山桃社")


def test_one_wrong_cell_and_nothing_is_written(shelves, owner_wang):
    report = imported(owner_wang, GOOD, {**GOOD, "品名": "黄桃", "价格": "便宜", "品类": "水果"})

    assert not report.is_written
    assert {(each.row, each.column) for each in report.problems} == {(3, "价格"), (3, "品类")}
    assert all(each.zh and each.en for each in report.problems)
    assert "鲜果" in next(each.zh for each in report.problems if each.column == "品类")
    assert not Submission.objects.exists()


def test_good_rows_alone_are_written_when_they_are_asked_for(shelves, owner_wang):
    report = imported(owner_wang, GOOD, {**GOOD, "品名": "黄桃", "库存": "-3"}, only_good=True)

    assert (report.is_written, report.changed, len(report.problems)) == (True, 1, 1)
    assert Submission.objects.get().content["name"] == "沼山白桃"


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(WorkbookInvalid):
        read(io.BytesIO(content))


def test_workbook_that_unpacks_to_too_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (41 * 1024 * 1024))
    out.seek(0)

    with pytest.raises(WorkbookInvalid):
        read(out)


def test_missing_columns_and_too_many_rows_are_named():
    with pytest.raises(WorkbookInvalid, match="价格"):
        read(book(GOOD, headings=["品名"]), headings=("品名", "价格"))
    with pytest.raises(WorkbookInvalid, match="1000"):
        read(book(*[{"品名": "桃"}] * 1001, headings=["品名"]))


def test_text_that_looks_like_a_formula_stays_text():
    data = sheet_write(title="x", headings=["品名"], rows=[["=1+1"], ["@cmd"]])

    sheet = load_workbook(io.BytesIO(data)).active
    assert [(cell.value, cell.data_type) for cell in (sheet["A2"], sheet["A3"])] == [
        ("=1+1", "s"),
        ("@cmd", "s"),
    ]


def sales_row(listing, **changes) -> dict:
    stock = Stock.objects.select_related("product_variant", "warehouse").get(
        product_variant__product=listing.product
    )
    return {
        "货号": stock.product_variant.sku,
        "仓库": stock.warehouse.name,
        "价格": "49.90",
        "库存": 20,
        "导出时价格": "49.90",
        "导出时库存": 20,
        **changes,
    }


def sold(actor, *rows, only_good=False):
    sheet = read(book(*rows, headings=SALES_HEADINGS), headings=SALES_HEADINGS)
    return sales_import(actor=actor, rows=sheet, only_good=only_good)


def test_prices_and_stocks_are_changed_in_bulk(live, owner_wang):
    listing = live(owner_wang)

    assert sold(owner_wang, sales_row(listing, 价格=59.9, 库存=31)).changed == 2

    assert price(listing.product.variants.get()) == Decimal("59.90")
    assert Stock.objects.get().quantity == 31


def test_other_enterprises_goods_and_figures_that_changed_are_left_alone(
    live, owner_wang, owner_peng
):
    listing = live(owner_wang)
    row = sales_row(listing, 库存=5)
    [problem] = sold(owner_peng, row).problems
    Stock.objects.update(quantity=18)

    [changed] = sold(owner_wang, row, sales_row(listing, 价格=1)).problems

    assert (problem.row, problem.column) == (2, "货号")
    assert "18" in changed.zh
    assert Stock.objects.get().quantity == 18
    assert str(price(listing.product.variants.get())).startswith("49.9")
