"""Each way the files can be wrong, told by file, row, column and code."""

from __future__ import annotations

import pytest

from catalog_seed.tables import SeedInvalid, catalogue_from
from catalog_seed.tables.problems import TEXTS


def problems_of(files) -> list[tuple[str, int | None, str, str]]:
    with pytest.raises(SeedInvalid) as refusal:
        files.read()
    return [(each.file, each.row, each.column, each.code) for each in refusal.value.problems]


def test_shipped_files_are_sound():
    catalogue = catalogue_from()

    assert len(catalogue.products) == 45
    assert len(catalogue.enterprises) == 17
    assert len(catalogue.trades) == 9


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("products", "name", "", "CELL_EMPTY"),
        ("products", "slug", "Bao An", "SLUG_INVALID"),
        ("products", "slug", "", "CELL_EMPTY"),
        ("products", "season_months", "6;13", "MONTH_INVALID"),
        ("products", "season_months", "6;6", "MONTH_INVALID"),
        ("products", "season_months", "", "MONTH_INVALID"),
        ("products", "plan_named", "是", "YES_NO_INVALID"),
        ("products", "price_low", "39", "PRICE_INVALID"),
        ("products", "extra", "tea-kind", "PAIRS_INVALID"),
        ("products", "description", "只有一句。", "SENTENCES"),
        ("products", "description", "一。二。三。四。五。", "SENTENCES"),
        ("products", "description", "全国第一的桃。六月采摘。", "WORD_FORBIDDEN"),
        ("products", "description", "清热解毒。六月采摘。", "WORD_FORBIDDEN"),
        ("enterprises", "story", "做顶级的桃。", "WORD_FORBIDDEN"),
        ("variants", "sku", "fr01-2500", "SKU_INVALID"),
        ("variants", "price", "49.9", "PRICE_INVALID"),
        ("variants", "price", "-1.00", "PRICE_INVALID"),
        ("variants", "price", "0.00", "PRICE_NOT_POSITIVE"),
        ("variants", "weight_kg", "2.9kg", "WEIGHT_INVALID"),
        ("stocks", "quantity", "-5", "NUMBER_INVALID"),
        ("stocks", "quantity", "2.5", "NUMBER_INVALID"),
        ("towns", "latitude", "北纬30度", "COORDINATE_INVALID"),
        ("synonyms", "weight", "1.5", "WEIGHTING_INVALID"),
        ("attributes", "level", "shop", "CHOICE_INVALID"),
        ("attributes", "level", "", "CELL_EMPTY"),
    ],
)
def test_bad_cell_is_named(catalogue_files, table, column, value, code):
    catalogue_files.change(table, 2, **{column: value})

    assert problems_of(catalogue_files) == [(f"{table}.csv", 4, column, code)]


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("products", "town", "wuhan", "REFERENCE_UNKNOWN"),
        ("products", "enterprise", "nobody", "REFERENCE_UNKNOWN"),
        ("products", "storage", "freezing", "REFERENCE_UNKNOWN"),
        ("products", "extra", "tea-kind=green", "ATTRIBUTE_NOT_FOR_TRADE"),
        ("products", "extra", "grade=standard", "ATTRIBUTE_NOT_FOR_TRADE"),
        ("products", "heritage", "hubei", "ATTRIBUTE_NOT_FOR_TRADE"),
        ("products", "price_low", "999.00", "RANGE_REVERSED"),
        ("variants", "grade", "gigantic", "REFERENCE_UNKNOWN"),
        ("stocks", "warehouse", "moon", "REFERENCE_UNKNOWN"),
        ("warehouses", "town", "moon", "REFERENCE_UNKNOWN"),
        ("synonyms", "slugs", "no-such-product", "REFERENCE_UNKNOWN"),
        ("menu_items", "target", "no-such-category", "REFERENCE_UNKNOWN"),
        ("menu_items", "parent", "no-such-item", "PARENT_NOT_ABOVE"),
        ("categories", "parent", "no-such-category", "PARENT_NOT_ABOVE"),
    ],
)
def test_contradiction_is_named(catalogue_files, table, column, value, code):
    catalogue_files.change(table, 2, **{column: value})

    assert problems_of(catalogue_files) == [(f"{table}.csv", 4, column, code)]


def test_all_problems_of_all_files_come_at_once(catalogue_files):
    catalogue_files.change("products", 0, name="", season_months="0")
    catalogue_files.change("variants", 7, price="free")
    (catalogue_files.folder / "targets.csv").unlink()

    assert problems_of(catalogue_files) == [
        ("products.csv", 2, "name", "CELL_EMPTY"),
        ("products.csv", 2, "season_months", "MONTH_INVALID"),
        ("targets.csv", None, "", "FILE_MISSING"),
        ("variants.csv", 9, "price", "PRICE_INVALID"),
    ]


def test_duplicate_names_the_first_row(catalogue_files):
    twin = catalogue_files.rows("enterprises")[0]["slug"]
    catalogue_files.change("enterprises", 1, slug=twin)

    problems = problems_of(catalogue_files)

    assert ("enterprises.csv", 3, "slug", "DUPLICATE") in problems


def test_duplicate_sku_is_refused(catalogue_files):
    rows = catalogue_files.rows("variants")
    catalogue_files.change("variants", 1, sku=rows[0]["sku"])

    assert ("variants.csv", 3, "sku", "DUPLICATE") in problems_of(catalogue_files)


def test_unknown_and_missing_columns_are_named(catalogue_files):
    path = catalogue_files.folder / "towns.csv"
    path.write_text(path.read_text("utf-8").replace("pinyin", "拼音", 1), "utf-8")

    assert problems_of(catalogue_files) == [
        ("towns.csv", 1, "pinyin", "COLUMN_MISSING"),
        ("towns.csv", 1, "拼音", "COLUMN_UNKNOWN"),
    ]


def test_ragged_row_is_named(catalogue_files):
    path = catalogue_files.folder / "trades.csv"
    path.write_text(path.read_text("utf-8") + "sweet,糖\n", "utf-8")

    assert problems_of(catalogue_files) == [("trades.csv", 11, "", "ROW_RAGGED")]


def test_file_in_another_encoding_is_named(catalogue_files):
    path = catalogue_files.folder / "trades.csv"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))

    assert problems_of(catalogue_files) == [("trades.csv", None, "", "FILE_NOT_UTF8")]


def test_file_without_rows_is_named(catalogue_files):
    path = catalogue_files.folder / "trades.csv"
    path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")

    assert problems_of(catalogue_files) == [("trades.csv", None, "", "FILE_EMPTY")]


def test_spreadsheet_byte_order_mark_is_read(catalogue_files):
    path = catalogue_files.folder / "trades.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert len(catalogue_files.read().trades) == 9


def test_product_without_variants_is_refused(catalogue_files):
    catalogue_files.keep("variants", lambda row: row["product"] != "daye-yumian")
    skus = {row["sku"] for row in catalogue_files.rows("variants")}
    catalogue_files.keep("stocks", lambda row: row["sku"] in skus)
    row = [each["slug"] for each in catalogue_files.rows("products")].index("daye-yumian") + 2

    assert problems_of(catalogue_files) == [
        ("products.csv", row, "slug", "PRODUCT_WITHOUT_VARIANT")
    ]


def test_variant_without_stock_is_refused(catalogue_files):
    sku = catalogue_files.rows("variants")[0]["sku"]
    catalogue_files.keep("stocks", lambda row: row["sku"] != sku)

    assert problems_of(catalogue_files) == [("variants.csv", 2, "sku", "VARIANT_WITHOUT_STOCK")]


def test_first_variant_outside_the_price_range_is_refused(catalogue_files):
    catalogue_files.change("variants", 0, price="490.00")

    assert problems_of(catalogue_files) == [("variants.csv", 2, "price", "PRICE_OUT_OF_RANGE")]


def test_variants_a_buyer_cannot_tell_apart_are_refused(catalogue_files):
    first = catalogue_files.rows("variants")[0]
    catalogue_files.change("variants", 1, grade=first["grade"])

    assert problems_of(catalogue_files) == [
        ("variants.csv", 3, "net_content, package, grade", "VARIANT_NOT_DISTINCT")
    ]


def test_variants_out_of_order_are_refused(catalogue_files):
    rows = catalogue_files.rows("variants")
    rows[1], rows[2] = rows[2], rows[1]
    catalogue_files.write("variants", rows)

    assert problems_of(catalogue_files) == [("variants.csv", 4, "sku", "SKU_ORDER")]


def test_sku_of_another_trade_is_refused(catalogue_files):
    rows = catalogue_files.rows("variants")
    catalogue_files.change("variants", 0, sku="AQ01-A2500")
    for index, stock in enumerate(catalogue_files.rows("stocks")):
        if stock["sku"] == rows[0]["sku"]:
            catalogue_files.change("stocks", index, sku="AQ01-A2500")

    assert problems_of(catalogue_files) == [("variants.csv", 2, "sku", "PREFIX_WRONG")]


def test_enterprise_that_makes_nothing_is_refused(catalogue_files):
    rows = catalogue_files.rows("enterprises")
    rows.append({**rows[0], "slug": "idle", "name": "闲着"})
    catalogue_files.write("enterprises", rows)

    assert problems_of(catalogue_files) == [
        ("enterprises.csv", 19, "slug", "ENTERPRISE_WITHOUT_PRODUCT")
    ]


@pytest.mark.parametrize("kind", ["theme", "regional"])
def test_exactly_one_regional_brand(catalogue_files, kind):
    index = 0 if kind == "theme" else 1
    catalogue_files.change("collections", index, kind=kind)

    assert problems_of(catalogue_files) == [
        ("collections.csv", None, "kind", "REGIONAL_BRAND_COUNT")
    ]


def test_every_province_must_have_a_group(catalogue_files):
    catalogue_files.change("province_groups", 0, province="湖广")

    assert problems_of(catalogue_files) == [
        ("province_groups.csv", None, "province", "PROVINCES_MISSING"),
        ("province_groups.csv", 2, "province", "PROVINCE_UNKNOWN"),
    ]


@pytest.mark.parametrize("begins", ["1.5", "0.5"])
def test_gaps_and_overlaps_of_weight_are_refused(catalogue_files, begins):
    catalogue_files.change("shipping_methods", 1, weight_from_kg=begins)

    assert problems_of(catalogue_files) == [
        ("shipping_methods.csv", 3, "weight_from_kg", "WEIGHT_GAP")
    ]


def test_unknown_reference_suggests_what_may_be_meant(catalogue_files):
    catalogue_files.change("products", 0, town="boan")

    with pytest.raises(SeedInvalid) as refusal:
        catalogue_files.read()

    [problem] = refusal.value.problems
    assert problem.params["near"].split(", ")[0] == "baoan"
    assert "towns.csv 里没有“boan”" in problem.message_zh
    assert "there is no 'boan' in towns.csv" in problem.message_en


def test_message_counts_and_lists_the_problems(catalogue_files):
    catalogue_files.change("products", 0, name="", plan_named="maybe")

    with pytest.raises(SeedInvalid) as refusal:
        catalogue_files.read()

    text = str(refusal.value)
    assert "目录数据有 2 处错误,什么都没有写入。" in text
    assert "products.csv:2 [name] CELL_EMPTY 不能为空;请填写。" in text


def test_every_code_says_cause_and_remedy_in_both_languages():
    for code, texts in TEXTS.items():
        assert len(texts) == 4, code
        assert all(texts), code
