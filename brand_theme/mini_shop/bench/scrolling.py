"""A list of 60 goods under a thumb, and the same list after a good was looked at."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, Page, Route

from brand_theme.mini_shop.bench.figures import Figure
from brand_theme.mini_shop.bench.phone import phone
from brand_theme.mini_shop.bench.stops import LIST, Stops

GOODS = 60
PAGE = 20
#: A frame that comes later than this is seen as a stutter.
STUTTER_MS = 50
MOST_STUTTERS = 0.05
MOST_TASK_MS = 200
MOST_SWIPES = 24
#: A brisk thumb, in CSS pixels a second.
SPEED = 1200
WATCH = """
window.bench = { tasks: [], frames: [], runs: false };
new PerformanceObserver((list) => {
  if (bench.runs) for (const each of list.getEntries()) bench.tasks.push(each.duration);
}).observe({ type: "longtask" });
(function frame(last) {
  requestAnimationFrame((now) => { if (bench.runs) bench.frames.push(now - last); frame(now); });
})(performance.now());
"""


#: Where the list stands, and the middle of a card that is wholly on the screen.
IN_SIGHT = """() => {
  for (const each of document.querySelectorAll(".goods")) {
    const { top, bottom, left, width } = each.getBoundingClientRect();
    if (top > 60 && bottom < innerHeight) return [scrollY, left + width / 2, (top + bottom) / 2];
  }
}"""


def scrolling(browser: Browser, address: str, stops: Stops, *, times: int) -> Iterator[Figure]:
    runs = [_scrolled(browser, f"{address}{stops.pages[LIST]}") for _ in range(times)]
    late = statistics.median(run["late"] for run in runs)
    longest = statistics.median(run["longest"] for run in runs)
    frames = statistics.median(run["frames"] for run in runs)
    tasks = statistics.median(run["tasks"] for run in runs)
    yield Figure(
        f"滚动 {GOODS} 样：迟到的帧 frames over {STUTTER_MS} ms",
        late,
        MOST_STUTTERS,
        note=f"{frames:.0f} 帧 frames",
    )
    yield Figure(
        f"滚动 {GOODS} 样：最长任务 longest task",
        longest,
        MOST_TASK_MS,
        "ms",
        note=f"{tasks:.0f} 个长任务 long tasks",
    )
    yield Figure(
        "回到列表：丢掉的位置 place lost on coming back",
        statistics.median(run["lost"] for run in runs),
        8,
        "px",
        note=f"{min(run['cards'] for run in runs)} 样还在 goods kept",
    )
    yield Figure(
        "回到列表：还在的商品 goods kept on coming back",
        min(run["cards"] for run in runs),
        GOODS,
        is_least=True,
    )


def _scrolled(browser: Browser, address: str) -> dict[str, float]:
    with phone(browser, is_far=False) as page:
        page.add_init_script(WATCH)
        page.route("**/graphql/", _sixty)
        page.goto(address, wait_until="networkidle")
        page.locator(".goods").first.wait_for()
        page.wait_for_timeout(500)
        page.evaluate("bench.runs = true")
        for _ in range(MOST_SWIPES):
            _swipe(page)
            if page.locator(".goods").count() >= GOODS and _is_at_end(page):
                break
        page.evaluate("bench.runs = false")
        frames, tasks = page.evaluate("[bench.frames, bench.tasks]")
        lost, cards = _gone_and_back(page)
    return {
        "late": sum(frame > STUTTER_MS for frame in frames) / max(len(frames), 1),
        "longest": max(tasks, default=0),
        "frames": len(frames),
        "tasks": len(tasks),
        "lost": lost,
        "cards": cards,
    }


def _is_at_end(page: Page) -> bool:
    return bool(
        page.evaluate(
            "scrollY + innerHeight >= document.documentElement.scrollHeight - innerHeight / 2"
        )
    )


def _swipe(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send(
        "Input.synthesizeScrollGesture",
        {"x": 195, "y": 600, "yDistance": -1600, "speed": SPEED, "gestureSourceType": "mouse"},
    )
    tools.detach()


def _gone_and_back(page: Page) -> tuple[float, int]:
    before, x, y = page.evaluate(IN_SIGHT)
    # Not by locator: that would scroll before it taps.
    page.touchscreen.tap(x, y)
    page.wait_for_url("**/pages/goods/detail**")
    page.wait_for_timeout(800)
    page.go_back()
    page.wait_for_url("**/pages/goods/list**")
    page.wait_for_timeout(800)
    return abs(page.evaluate("scrollY") - before), page.locator(".goods").count()


def _sixty(route: Route) -> None:
    """Answer with the shelf over and over until 60 goods have come: the shop may have fewer."""
    asked = json.loads(route.request.post_data or "{}")
    answer = route.fetch()
    body: dict[str, Any] = answer.json()
    found = (body.get("data") or {}).get("shopGoods")
    if found is None:
        route.fulfill(response=answer)
        return
    skip = int(asked["variables"].get("skip") or 0)
    shelf = found["nodes"] or _sixty_shelf(route, asked)
    goods = (shelf * PAGE)[: min(PAGE, GOODS - skip)]
    found["nodes"] = [
        {**each, "slug": f"{each['slug']}?{skip + number}"} for number, each in enumerate(goods)
    ]
    found["totalCount"], found["hasNextPage"] = GOODS, skip + PAGE < GOODS
    route.fulfill(response=answer, json=body)


def _sixty_shelf(route: Route, asked: dict[str, Any]) -> list[dict[str, Any]]:
    again = {**asked, "variables": {**asked["variables"], "skip": 0}}
    nodes: list[dict[str, Any]] = route.fetch(post_data=json.dumps(again)).json()["data"][
        "shopGoods"
    ]["nodes"]
    return nodes
