"""`python -m brand_theme.mini_shop.bench`: a table of figures; 1 when a limit is passed.

The builds are the newest ones; the shop is the running one of `PORT` or `SHOP_ADDRESS`.
`TIMES` says how often a time is taken (the median counts); `ONLY` names the parts wanted,
with commas between: sizes, paints, taps, scrolling, pictures, audits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from urllib.error import URLError

from rich.console import Console

from brand_theme.mini_shop.bench.audits import CannotJudge, audits
from brand_theme.mini_shop.bench.figures import Figure, table_of
from brand_theme.mini_shop.bench.paints import paints
from brand_theme.mini_shop.bench.phone import NoBrowser, browser
from brand_theme.mini_shop.bench.pictures import pictures
from brand_theme.mini_shop.bench.scrolling import scrolling
from brand_theme.mini_shop.bench.sizes import sizes
from brand_theme.mini_shop.bench.stops import stops_of
from brand_theme.mini_shop.bench.taps import taps

TITLES = {
    "sizes": "体量 · what travels",
    "paints": "首屏 · first sight (处理器慢 4 倍, 1.6 Mbit/s, 150 ms)",
    "taps": "点按 · taps (处理器慢 4 倍)",
    "scrolling": "滚动 · scrolling (处理器慢 4 倍)",
    "pictures": "图片 · pictures",
    "audits": "Lighthouse (手机 mobile)",
}


def main() -> int:
    console = Console()
    only = os.environ.get("ONLY", "")
    wanted = [part for part in TITLES if not only or part in only.split(",")]
    address = os.environ.get("SHOP_ADDRESS") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    console.print(f"{address}，负载 load {os.getloadavg()[0]:.1f}，{os.cpu_count()} 核 cores")
    try:
        wrong = _measured(console, wanted, address, int(os.environ.get("TIMES", "3")))
    except (NoBrowser, CannotJudge) as error:
        console.print(f"✗ {error}", markup=False)
        return 1
    console.print(f"负载 load {os.getloadavg()[0]:.1f}")
    if wrong:
        console.print(f"[red]✗ {len(wrong)} 项超限 limits passed[/]: " + "; ".join(wrong))
    return 1 if wrong else 0


def _measured(console: Console, wanted: list[str], address: str, times: int) -> list[str]:
    """Print a table for each wanted part; return the names of what passed its limit."""
    wrong: list[str] = []

    def say(line: str) -> None:
        console.print(line, markup=False)

    def report(part: str, measure: Callable[[], Iterable[Figure]]) -> None:
        if part in wanted:
            figures = list(measure())
            console.print(table_of(TITLES[part], figures))
            wrong.extend(each.name for each in figures if not each.is_kept)

    report("sizes", lambda: sizes(say))
    if wanted == ["sizes"]:
        return wrong
    try:
        stops = stops_of(address)
    except URLError as error:
        raise SystemExit(
            f"✗ {address} 没有应答 does not answer: make run ({error.reason})"
        ) from error
    with browser() as program:
        report("paints", lambda: paints(program, address, stops, times=times))
        report("taps", lambda: taps(program, address, stops, times=times))
        report("scrolling", lambda: scrolling(program, address, stops, times=times))
        report("pictures", lambda: pictures(program, address, stops))
    report("audits", lambda: audits(address, stops, times=times, say=say))
    return wrong


if __name__ == "__main__":
    sys.exit(main())
