"""Waits until a page is at rest, and photographs it."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from saleor_config.home import REPOSITORY
from tests.e2e.tour.stop import DESK, PHONE

PICTURES = REPOSITORY / "docs" / "pictures" / "tour"
SIZES: dict[int, ViewportSize] = {
    PHONE: {"width": 390, "height": 844},
    DESK: {"width": 1440, "height": 900},
}
#: CSS pixels; what is below is cut off.
TALLEST = {PHONE: 1000, DESK: 1000}
#: Of the kept picture, in pixels.
WIDTH = {PHONE: 390, DESK: 1000}
LARGEST, QUALITIES = {PHONE: 26_000, DESK: 36_000}, (60, 50, 42, 35, 28)  # bytes
#: How often a page is looked at until two looks are the same, and milliseconds between.
LOOKS, BETWEEN = 40, 120

#: Everything came, nothing moves, and pictures in sight are there.
AT_REST = """
() => {
  const came = performance.getEntriesByType("resource").map((each) => each.responseEnd);
  const isInSight = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  return document.fonts.status === "loaded"
    && !document.querySelector("[aria-busy=true]")
    && performance.now() - Math.max(0, ...came) > 200
    && [...document.images].every((each) => each.complete || !isInSight(each.getBoundingClientRect()))
    && ![...document.querySelectorAll("uni-toast")].some((each) => each.checkVisibility())
    && !document.getAnimations().some((each) => each.playState === "running");
}
"""
#: To what is named, below the bar; else to the top, from which a click may have led away.
SCROLL = """
(place) => {
  const node = place && document.querySelector(place);
  scrollTo(0, node ? node.getBoundingClientRect().top + scrollY - 76 : 0);
}
"""


def came(page: Page) -> None:
    """Wait until everything has come and nothing moves."""
    page.wait_for_load_state("networkidle")
    page.wait_for_function(AT_REST)


def at_rest(page: Page) -> None:
    """Wait until the page is drawn; two pictures in a row are the same then."""
    came(page)
    before = b""
    for _ in range(LOOKS):
        now = page.screenshot(animations="disabled", caret="hide")
        if now == before:
            return
        before = now
        page.wait_for_timeout(BETWEEN)


def shot(page: Page, *, width: int, down_to: str = "") -> tuple[bytes, bool]:
    """Photograph the page, as tall as it is; tell whether it is too wide for its window."""
    came(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    is_wide = page.evaluate("document.documentElement.scrollWidth") > width
    # A taller window rather than a longer page: bars at the bottom stay at the bottom.
    tall = max(SIZES[width]["height"], min(height, TALLEST[width]))
    page.set_viewport_size({"width": width, "height": tall})
    page.evaluate(SCROLL, down_to)
    at_rest(page)
    picture = page.screenshot(animations="disabled", caret="hide")
    page.set_viewport_size(SIZES[width])
    return picture, is_wide


def keep(picture: bytes, name: str, width: int) -> None:
    """Write one WebP as wide as its kind, no larger than it may be where that can be had."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    wide = WIDTH[width]
    image = image.resize((wide, round(image.height * wide / image.width)), Image.LANCZOS)
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST[width]:
            break
    PICTURES.mkdir(parents=True, exist_ok=True)
    file_of(name, width).write_bytes(written.getvalue())


def file_of(name: str, width: int) -> Path:
    return PICTURES / f"{name}-{width}.webp"
