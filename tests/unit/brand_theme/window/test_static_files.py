from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from saleor_config.home import REPOSITORY

SEED = REPOSITORY / "catalog_seed" / "data"
CORE = REPOSITORY / "brand_theme" / "window" / "core_characters.txt"
NAMES = ("products", "enterprises", "categories", "towns")


def test_brand_files_are_served_from_where_they_are_made():
    tokens = Path(finders.find("brand/tokens/tokens.css"))

    assert tokens == REPOSITORY / "brand_theme" / "tokens" / "tokens.css"
    for font in re.findall(r'url\("([^"]+)"\)', tokens.read_text()):
        assert finders.find(f"brand/tokens/{font}".replace("tokens/../", "")), font


@pytest.mark.parametrize(
    "path", ["brand/tokens/__init__.py", "brand/window/views.py", "tokens/tokens.css", "brand/"]
)
def test_nothing_else_of_the_theme_is_served(path):
    assert finders.find(path) is None


def test_what_the_templates_link_exists():
    for template in (REPOSITORY / "brand_theme" / "templates" / "window").glob("*.html"):
        for path in re.findall(r"{% static '([^']+)' %}", template.read_text("utf-8")):
            assert finders.find(path), (template.name, path)


def test_style_sheet_asks_only_for_the_shops_own_files():
    css = Path(finders.find("window/window.css")).read_text("utf-8")

    for url in re.findall(r'url\("([^"]+)"\)', css):
        assert finders.find(f"window/{url}"), url
    assert "@import" not in css


def test_core_font_has_the_characters_of_all_names():
    characters = set(CORE.read_text("utf-8"))

    for table in NAMES:
        with (SEED / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                assert set(row["name"]) <= characters, row["name"]


def test_unicode_range_is_that_of_the_core_font():
    css = Path(finders.find("window/window.css")).read_text("utf-8")
    declared = re.search(r"unicode-range: ([^;]+);", css)
    assert declared is not None

    assert " ".join(declared[1].split()) == unicode_range(set(CORE.read_text("utf-8")))


def test_slices_of_the_heading_font_hold_every_character_once_and_are_kept_for_ever():
    fonts = REPOSITORY / "brand_theme" / "fonts"
    slices = json.loads((fonts / "slices.json").read_text("utf-8"))
    held: list[int] = []
    for each in slices:
        path = f"brand/fonts/slices/{each['file']}"
        assert finders.find(path), path
        assert re.match(settings.WHITENOISE_IMMUTABLE_FILE_TEST, f"/static/{path}"), path
        for run in each["range"].split(", "):
            first, _, last = run.removeprefix("U+").partition("-")
            held += range(int(first, 16), int(last or first, 16) + 1)

    assert len(held) == len(set(held))
    assert set(map(ord, CORE.read_text("utf-8"))) <= set(held)
    # Names are in the first slices: a page of goods fetches few.
    assert len(slices) < 24


def unicode_range(characters: set[str]) -> str:
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ", ".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)
