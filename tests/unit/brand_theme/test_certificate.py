from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from PIL import Image

from brand_theme.certificate import CertificateFacts, GlyphMissing, certificate_pdf, certificate_png
from brand_theme.certificate.layout import sheet_svg

FACTS = CertificateFacts(
    brand_name="冶里集",
    holder="大冶市沼山桃种植专业合作社",
    credit_code="93420281MADEM0011K",
    town="保安镇",
    goods=("鲜果", "糕点小吃"),
    marks=("冶里集组合标",),
    labels=5000,
    number="YLJ-2026-0001",
    code="0123456789ABCDEFGHJK",
    starts_on=date(2026, 11, 26),
    last_day=date(2027, 11, 25),
    issued_on=date(2026, 11, 25),
    office="大冶市区域公共品牌办公室",
    address="https://shop.example/verify/0123456789ABCDEFGHJK",
    is_demo=False,
)


def test_sheet_says_who_what_and_until_when():
    svg = sheet_svg(FACTS)

    for text in (FACTS.holder, "鲜果、糕点小吃", "2027年11月25日", "01234-56789-ABCDE-FGHJK"):
        assert text in svg
    assert "演示" not in svg
    assert "演示证书" in sheet_svg(replace(FACTS, is_demo=True))


def test_household_without_a_code_is_named_as_the_law_does():
    assert "免登记农户（电子商务法第十条）" in sheet_svg(replace(FACTS, credit_code=""))


def test_names_are_escaped():
    assert "<b>" not in sheet_svg(replace(FACTS, holder="<b>桃</b>"))


def test_many_goods_are_cut_with_a_pointer_to_the_page():
    svg = sheet_svg(replace(FACTS, goods=("豆制品",) * 30))

    assert "等，见查询页" in svg


def test_picture_is_a_sheet_across_and_always_the_same():
    png = certificate_png(FACTS, width=600)

    assert Image.open(io.BytesIO(png)).size == (600, 425)
    assert certificate_png(FACTS, width=600) == png


def test_pdf_is_one_page_with_its_title():
    pdf = certificate_pdf(FACTS)

    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") == 1


def test_character_without_a_glyph_is_refused_rather_than_left_out():
    with pytest.raises(GlyphMissing) as refused:
        certificate_png(replace(FACTS, holder="大冶市𪚥桃社"))

    assert refused.value.characters == "𪚥"
