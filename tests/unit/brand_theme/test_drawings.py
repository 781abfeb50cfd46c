"""Every speciality has a drawing that the style guide would accept."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from brand_theme.art import TRADES, specialities, trade_of
from brand_theme.art.errors import DrawingMissing, UnknownSpeciality
from brand_theme.art.pictures import DRAWING_DIR, subject_of

PRODUCTS = Path(__file__).parents[3] / "catalog_seed" / "data" / "products.csv"
FORBIDDEN_ELEMENTS = {"text", "image", "script", "style", "foreignObject", "animate"}


def test_specialities_are_those_of_the_catalogue():
    with PRODUCTS.open(encoding="utf-8") as file:
        sold = {row["slug"]: row["trade"] for row in csv.DictReader(file)}

    assert specialities() == sold


def test_trades_are_those_of_the_catalogue():
    with (PRODUCTS.parent / "trades.csv").open(encoding="utf-8") as file:
        names = {row["slug"]: row["name"] for row in csv.DictReader(file)}

    assert {key: trade.name_zh for key, trade in TRADES.items()} == names


def test_every_drawing_belongs_to_a_speciality():
    drawn = {path.stem for path in DRAWING_DIR.glob("*.svg")}

    assert drawn == set(specialities())


@pytest.mark.parametrize("slug", specialities())
def test_drawing_is_plain_and_self_contained(slug):
    source = (DRAWING_DIR / f"{slug}.svg").read_text("utf-8")

    root = ElementTree.fromstring(source)  # noqa: S314 - our own files

    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert root.get("viewBox") == "0 0 1080 1080"
    assert names & FORBIDDEN_ELEMENTS == set()
    assert re.findall(r'href="(?!#)|url\((?!#)', source) == []


@pytest.mark.parametrize("slug", specialities())
def test_subject_fills_its_picture(slug):
    opaque = subject_of(slug, width=180).getchannel("A").point(lambda a: 255 * (a > 40))

    share = opaque.histogram()[255] / (180 * 180)
    left, top, right, bottom = opaque.getbbox()

    # Flat goods on a dish are wide and low: 22 % of the square is large for them.
    assert 0.22 <= share <= 0.80
    # Large, and nothing touches the edge.
    assert min(left, top, 180 - right, 180 - bottom) >= 2
    assert max(right - left, bottom - top) / 180 >= 0.55


@pytest.mark.parametrize("trade", TRADES)
def test_heroes_of_a_banner_are_goods_of_its_trade(trade):
    assert {trade_of(slug) for slug in TRADES[trade].heroes} == {trade}


def test_unknown_speciality_is_named():
    with pytest.raises(UnknownSpeciality, match="no-such-good"):
        trade_of("no-such-good")


def test_missing_drawing_names_both_remedies(tmp_path, monkeypatch):
    monkeypatch.setattr("brand_theme.art.pictures.DRAWING_DIR", tmp_path)

    with pytest.raises(DrawingMissing, match=r"new-good\.svg.*photos"):
        subject_of("new-good")
