"""How soon a page is there, and whether it moves under the eye that reads it."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.phone import phone
from brand_theme.mini_shop.bench.stops import CART, GOOD, HOME, LIST, Stops

MOST_LCP_MS = 2000
MOST_SHIFT = 0.05
TIMED = (HOME, GOOD)
WATCHED = (HOME, GOOD, LIST, CART)
#: How long the page is left alone before its figures are read.
SETTLE_MS = 2500
#: Kept from before the page's first byte. A shift after a tap is meant; it is not counted.
WATCH = """
window.bench = { largest: 0, element: "", shifts: [] };
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) {
    bench.largest = each.startTime;
    bench.element = each.element?.className || each.element?.tagName || "";
  }
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const each of list.getEntries())
    if (!each.hadRecentInput)
      bench.shifts.push([each.startTime, each.value,
        each.sources.map((source) => source.node?.className || source.node?.nodeName).join(" ")]);
}).observe({ type: "layout-shift", buffered: true });
"""


def paints(browser: Browser, address: str, stops: Stops, *, times: int) -> Iterator[Figure]:
    for name in WATCHED:
        visits = [_visited(browser, address, stops, name) for _ in range(times)]
        if name in TIMED:
            largest, elements = zip(*[visit[:2] for visit in visits], strict=True)
            yield Figure(
                f"最大内容 largest paint, {name}",
                statistics.median(largest),
                MOST_LCP_MS,
                "ms",
                note=f"{min(largest):.0f}–{max(largest):.0f}, {elements[-1]}"[:40],
            )
        shifts, movers = zip(*[visit[2:] for visit in visits], strict=True)
        yield Figure(
            f"版面移动 layout shift, {name}",
            statistics.median(shifts),
            MOST_SHIFT,
            note=movers[-1][:40],
        )


def _visited(
    browser: Browser, address: str, stops: Stops, name: str
) -> tuple[float, str, float, str]:
    with phone(browser) as page:
        page.add_init_script(WATCH)
        page.add_init_script(kept(stops))
        page.goto(f"{address}{stops.pages[name]}", wait_until="load")
        page.locator(".shop:not(.curtain) img").first.wait_for(state="attached")
        page.wait_for_timeout(SETTLE_MS)
        largest, element = page.evaluate("[bench.largest, bench.element]")
        _read_through(page)
        shifts = page.evaluate("bench.shifts")
    score, mover = shift_score(shifts)
    return largest, element, score, mover


def kept(stops: Stops) -> str:
    """Return the script that fills the cart before the page looks into it."""
    value = json.dumps({"type": "object", "data": stops.basket}, ensure_ascii=False)
    return f'localStorage.getItem("yeli.cart") ?? localStorage.setItem("yeli.cart", {json.dumps(value)})'


def _read_through(page: Page) -> None:
    for _ in range(4):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(300)


def shift_score(shifts: list[tuple[float, float, str]]) -> tuple[float, str]:
    """Return the worst burst of shifts and what moved in it, as Chrome's cumulative score has it.

    A burst ends after a second without a shift, or five seconds after its first one.
    """
    worst, movers, total, names, began, last = 0.0, "", 0.0, "", 0.0, float("-inf")
    for at, value, name in shifts:
        if at - last >= 1000 or at - began >= 5000:
            total, names, began = 0.0, "", at
        total, names, last = total + value, f"{names} {name}".strip(), at
        if total > worst:
            worst, movers = total, names
    return worst, movers
