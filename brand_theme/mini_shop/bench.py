"""`make bench-shop`: how heavy the mini-shop is, and how soon its first page is there.

Sizes are of the newest builds. Times are taken in Chromium against the running shop
of `PORT`, as a modest phone has it: processor four times slower, 1.6 Mbit/s, 150 ms.
Ends with 1 when a limit is passed.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from brand_theme.mini_shop import place

ROOT = Path(__file__).resolve().parents[2]
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
RUNS = 5
PHONE = {"width": 390, "height": 844}
SLOWER = 4
BYTES_PER_SECOND = 1_600_000 / 8
LATENCY_MS = 150
LCP = """() => new Promise((resolve) => {
  let last = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) last = entry.startTime; })
    .observe({ type: "largest-contentful-paint", buffered: true });
  setTimeout(() => resolve(last), 1500);
})"""


@dataclass(frozen=True)
class Row:
    """One figure. `limit` is the most that is allowed, in the same unit."""

    name: str
    value: float
    limit: float
    unit: str

    @property
    def is_kept(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        mark = "✓" if self.is_kept else "✗"
        return f"{mark} {self.name}: {self.value:.0f} {self.unit} (≤ {self.limit:.0f})"


def main() -> int:
    rows = [*sizes_of_h5(), *sizes_of_mini_program()]
    address = os.environ.get("SHOP_ADDRESS") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    rows.append(Row("首页最大内容 largest paint of the first page", lcp(address), 2000, "ms"))
    for row in rows:
        sys.stdout.write(f"{row}\n")
    return 0 if all(row.is_kept for row in rows) else 1


def sizes_of_h5() -> list[Row]:
    """JavaScript that the first page needs, as it travels."""
    build = place.newest_h5()
    if build is None:
        raise SystemExit("✗ 尚未构建 not built: make mini-shop")
    page = (build / "index.html").read_text(encoding="utf-8")
    assets = build / "files" / "assets"
    wanted = set(re.findall(r'src="/assets/([^"]+\.js)"', page))
    wanted |= {path.name for path in assets.glob("pages-home-*.js")}
    for name in list(wanted):
        if name.startswith("pages-home-"):
            text = (assets / name).read_text(encoding="utf-8")
            wanted |= set(re.findall(r'from\s*"\./([^"]+\.js)"', text))
    total = sum(len(gzip.compress((assets / name).read_bytes())) for name in wanted)
    return [Row("H5 首屏脚本 first-load JavaScript, gzip", total / 1024, 120, "KB")]


def sizes_of_mini_program() -> list[Row]:
    """The package WeChat loads before anything shows; subpackages come when they are opened."""
    fingerprint = place.built("mp-weixin")
    if not fingerprint:
        sys.stdout.write("· 小程序包未构建 not built: make mini-shop TARGET=mp-weixin\n")
        return []
    folder = place.folder_of("mp-weixin", fingerprint)
    app = json.loads((folder / "app.json").read_text(encoding="utf-8"))
    roots = tuple(f"{each['root'].strip('/')}/" for each in app.get("subPackages", ()))
    files = [path for path in folder.rglob("*") if path.is_file()]
    main_package = sum(
        path.stat().st_size
        for path in files
        if not path.relative_to(folder).as_posix().startswith(roots)
    )
    whole = sum(path.stat().st_size for path in files)
    return [
        Row("小程序主包 mini-program, main package", main_package / 1024, 700, "KB"),
        Row("小程序总包 mini-program, all packages", whole / 1024, 8 * 1024, "KB"),
    ]


def lcp(address: str) -> float:
    """Median of the largest contentful paint, in milliseconds, each time with an empty cache."""
    from playwright.sync_api import sync_playwright

    program = subprocess.run(
        [ROOT / "bin" / "browser"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        times = [_one(browser, address) for _ in range(RUNS)]
        browser.close()
    return statistics.median(times)


def _one(browser: Any, address: str) -> float:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{address}/", wait_until="load")
    page.locator(".hero__gate .picture").wait_for(timeout=30_000)
    found = float(page.evaluate(LCP))
    context.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
