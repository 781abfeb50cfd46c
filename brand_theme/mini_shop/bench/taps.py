"""How long a tap waits until the screen answers it: Event Timing of real taps, as INP counts it."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page

from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.paints import kept
from brand_theme.mini_shop.bench.phone import phone
from brand_theme.mini_shop.bench.stops import CART, GOOD, HOME, LIST, Stops

MOST_MS = 200
#: Until an answer has been painted and told: longer than the limit.
SETTLE_MS = 900
WATCH = """
window.bench = { taps: [] };
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (each.interactionId) bench.taps.push(each.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
Tap = tuple[str, Callable[[Page], Locator]]
#: A walk: the page it begins on, then what is tapped, one after the other.
WALKS: tuple[tuple[str, tuple[Tap, ...]], ...] = (
    (
        GOOD,
        (
            ("打开规格 open the variant sheet", lambda page: page.locator(".good__pick")),
            ("多要一件 one more", lambda page: page.get_by_role("dialog").get_by_label("增加")),
            (
                "放进购物车 add to cart",
                lambda page: page.get_by_role("dialog").get_by_text("放进购物车", exact=True),
            ),
        ),
    ),
    (
        LIST,
        (
            ("换排序 sort otherwise", lambda page: page.locator(".tools__one").nth(1)),
            ("打开筛选 open the filters", lambda page: page.locator(".tools__filter")),
            ("勾产地 tick a town", lambda page: page.get_by_role("checkbox").first),
            ("看结果 apply the filters", lambda page: page.get_by_text("看结果", exact=True)),
            ("打开商品 open a good", lambda page: page.locator(".goods").first),
        ),
    ),
    (
        CART,
        (
            ("加一件 one more in the cart", lambda page: page.get_by_label("增加").first),
            ("全选 choose all", lambda page: page.get_by_role("checkbox").last),
        ),
    ),
    (HOME, (("换到行当 switch the tab", lambda page: page.locator(".uni-tabbar__item").nth(1)),)),
)


def taps(browser: Browser, address: str, stops: Stops, *, times: int) -> Iterator[Figure]:
    for start, walk in WALKS:
        rounds = [_walked(browser, address, stops, start, walk) for _ in range(times)]
        for number, (name, _where) in enumerate(walk):
            found = [each[number] for each in rounds]
            yield Figure(
                f"点按 tap: {name}",
                statistics.median(found),
                MOST_MS,
                "ms",
                note=f"{min(found):.0f}–{max(found):.0f}",
            )


def _walked(
    browser: Browser, address: str, stops: Stops, start: str, walk: tuple[Tap, ...]
) -> list[float]:
    with _opened(browser, address, stops, start) as page:
        return [_tapped(page, where(page)) for _name, where in walk]


@contextmanager
def _opened(browser: Browser, address: str, stops: Stops, start: str) -> Iterator[Page]:
    with phone(browser, is_far=False) as page:
        page.add_init_script(WATCH)
        page.add_init_script(kept(stops))
        page.goto(f"{address}{stops.pages[start]}", wait_until="networkidle")
        page.wait_for_timeout(SETTLE_MS)
        yield page


def _tapped(page: Page, target: Locator) -> float:
    """Milliseconds from the finger to the next frame; 0 below 16, which the browser does not tell."""
    target.scroll_into_view_if_needed()
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate("bench.taps = []")
    target.tap()
    page.wait_for_timeout(SETTLE_MS)
    return float(page.evaluate("Math.max(0, ...bench.taps)"))
