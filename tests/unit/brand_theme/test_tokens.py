"""Tokens resolve, the CSS is theirs, and text is readable on what it stands on."""

from __future__ import annotations

import re

import pytest

from brand_theme.art.trades import TRADES
from brand_theme.tokens import CSS_PATH, css, tokens
from tests.unit.brand_theme.contrast import contrast

AA_TEXT = 4.5
AA_LARGE_AND_CONTROLS = 3.0
GROUNDS = ("page", "surface", "surface-sunken")
TEXTS = (
    "text",
    "text-muted",
    "accent",
    "accent-hover",
    "link",
    "price",
    "success",
    "warning",
    "danger",
    "info",
)


@pytest.fixture(params=["color", "dark.color"], ids=["light", "dark"])
def colours(request) -> dict[str, str]:
    prefix = request.param + "."
    return {
        path.removeprefix(prefix): value
        for path, value in tokens().items()
        if path.startswith(prefix)
    }


def test_css_is_not_stale():
    assert CSS_PATH.read_text("utf-8") == css()


def test_every_reference_resolves():
    unresolved = [path for path, value in tokens().items() if "{palette" in str(value)]

    assert unresolved == []


def test_dark_mode_answers_every_semantic_colour():
    names = {"color": set(), "dark.color": set()}
    for path in tokens():
        match = re.fullmatch(r"((?:dark\.)?color)\.(.+)", path)
        if match:
            names[match[1]].add(match[2])

    assert names["color"] == names["dark.color"] != set()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable(colours, text, ground):
    assert contrast(colours[text], colours[ground]) >= AA_TEXT


@pytest.mark.parametrize("fill", ["accent", "accent-hover"])
def test_label_on_a_button_is_readable(colours, fill):
    assert contrast(colours["text-on-accent"], colours[fill]) >= AA_TEXT


@pytest.mark.parametrize("name", ["brand", "focus"])
def test_brand_and_focus_stand_out(colours, name):
    assert contrast(colours[name], colours["page"]) >= AA_LARGE_AND_CONTROLS


@pytest.mark.parametrize("trade", TRADES)
def test_banner_text_is_readable_on_its_wash(trade):
    palette = tokens()

    assert contrast(palette["palette.ink"], TRADES[trade].ground) >= AA_TEXT
    assert contrast(palette["palette.copper-dark"], TRADES[trade].sky) >= AA_TEXT


def test_contrast_of_black_on_white_is_the_known_maximum():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
