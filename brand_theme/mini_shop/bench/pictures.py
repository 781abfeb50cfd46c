"""Pictures: of what kind, in which sizes, and whether those out of sight wait."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser

from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.paints import kept
from brand_theme.mini_shop.bench.phone import SCREEN, phone
from brand_theme.mini_shop.bench.stops import GOOD, HOME, LIST, Stops

PAGES = (HOME, GOOD, LIST)
#: Goods, banners and marks lie below this; the shop's own signs are drawings in its styles.
STORED = "/media/"
#: Pages are drawn in turns; the last one may come after the net is quiet.
SETTLE_MS = 2000
READ = """() => Array.from(document.images, (each) => ({
  address: each.currentSrc || each.src,
  sizes: each.srcset.split(",").filter(Boolean).length,
  waits: each.loading === "lazy",
  hasPlace: Boolean((each.width && each.height) || each.style.aspectRatio),
  top: each.getBoundingClientRect().top,
}))"""


def pictures(browser: Browser, address: str, stops: Stops) -> Iterator[Figure]:
    for name in PAGES:
        shown, fetched = _seen(browser, f"{address}{stops.pages[name]}", stops)
        below = [each for each in shown if each["top"] > SCREEN["height"]]
        foreign = [kind for kind in fetched if kind != "image/webp"]
        note = f"{len(fetched)} 取 fetched / {len(shown)}"
        yield Figure(f"不是 WebP 的图 pictures not WebP, {name}", len(foreign), 0, note=note)
        without = [each for each in shown if each["sizes"] < 1]
        yield Figure(
            f"没有 srcset 的图 without srcset, {name}", len(without), 0, note=f"共 of {len(shown)}"
        )
        eager = [each for each in below if not each["waits"]]
        yield Figure(
            f"屏外不懒加载 eager out of sight, {name}", len(eager), 0, note=f"共 of {len(below)}"
        )


def _seen(browser: Browser, address: str, stops: Stops) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the stored pictures of a page, and the kinds of those it fetched."""
    kinds: list[str] = []
    with phone(browser, is_slow=False, is_far=False) as page:
        page.on(
            "response",
            lambda answer: (
                kinds.append(answer.headers.get("content-type", ""))
                if STORED in answer.url
                else None
            ),
        )
        page.add_init_script(kept(stops))
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(SETTLE_MS)
        shown = [each for each in page.evaluate(READ) if STORED in each["address"]]
    return shown, kinds
