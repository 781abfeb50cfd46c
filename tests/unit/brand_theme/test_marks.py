"""The enterprises' marks are complete, legible and set in the bundled fonts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PIL import ImageFont

from brand_theme.art import TRADES, enterprise_mark_svg, enterprise_marks
from brand_theme.art.vector import FONT_DIR, bundled_fonts, rasterise
from tests.unit.brand_theme.contrast import contrast

ENTERPRISES = Path(__file__).parents[3] / "catalog_seed" / "data" / "enterprises.csv"
CREAM = "#FBF4E6"
NOT_A_CHARACTER = "\ufffe"
MAX_FONT_BYTES = 3 * 1024 * 1024


def has_glyph(font: ImageFont.FreeTypeFont, character: str) -> bool:
    missing = font.getmask(NOT_A_CHARACTER)
    drawn = font.getmask(character)
    return (drawn.size, bytes(drawn)) != (missing.size, bytes(missing))


def test_every_enterprise_has_a_mark_with_its_own_name():
    with ENTERPRISES.open(encoding="utf-8") as file:
        names = {row["slug"]: row["name"] for row in csv.DictReader(file)}

    assert {slug: mark["text"] for slug, mark in enterprise_marks().items()} == names


def test_no_two_enterprises_share_a_motif():
    motifs = [mark["motif"] for mark in enterprise_marks().values()]

    assert sorted(set(motifs)) == sorted(motifs)


@pytest.mark.parametrize("slug", enterprise_marks())
def test_mark_renders_in_its_colour(slug):
    colour = enterprise_marks()[slug]["colour"]

    mark = rasterise(enterprise_mark_svg(slug), width=128, origin=slug)

    counted = {pixel: n for n, pixel in mark.getcolors(maxcolors=128 * 128)}
    red, green, blue = bytes.fromhex(colour[1:])
    assert "{" not in enterprise_mark_svg(slug)
    assert counted[(red, green, blue, 255)] > 128 * 128 * 0.3
    assert contrast(colour, CREAM) >= 4.5


@pytest.mark.parametrize("path", bundled_fonts(), ids=lambda path: path.name)
def test_font_is_small_and_licensed(path):
    assert path.stat().st_size <= MAX_FONT_BYTES
    assert "SIL OPEN FONT LICENSE" in (FONT_DIR / "OFL.txt").read_text("utf-8")


@pytest.mark.parametrize("path", bundled_fonts(), ids=lambda path: path.name)
def test_font_has_every_character_that_pictures_set(path):
    font = ImageFont.truetype(path, 32)
    written = "冶里集" + "".join(mark["text"] for mark in enterprise_marks().values())
    written += "".join(trade.name_zh + trade.line_zh for trade in TRADES.values())

    missing = {char for char in written if char != " " and not has_glyph(font, char)}

    assert missing == set()


def test_a_character_outside_the_subset_is_noticed():
    font = ImageFont.truetype(FONT_DIR / "yeli-kai.ttf", 32)

    assert not has_glyph(font, "龘")
