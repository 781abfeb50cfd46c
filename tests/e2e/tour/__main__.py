"""Takes the pictures of docs/tour.md from a running shop: `python -m tests.e2e.tour --port 8000`.

The shop is one that `make run` has filled, with its demo accounts and its week of orders.
`--only 图名` takes some again, `--guide` only writes the text. What cannot be reached is named,
and so is what an eye with a ruler finds on a page; the rest is taken.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page, sync_playwright

from saleor_config.home import REPOSITORY
from tests.e2e.browsing import SWITCHES
from tests.e2e.eyes import faults_on
from tests.e2e.tour.camera import SIZES, keep, shot
from tests.e2e.tour.chapters import CHAPTERS
from tests.e2e.tour.guide import guide_write
from tests.e2e.tour.stop import PHONE, Chapter, Stop, Visitor

#: Nickname of the demo week's buyer whose shop is shown.
BUYER = "秀兰"
PATIENCE = 15_000  # milliseconds


def look_like(page: Page, look: dict[str, object]) -> None:
    """Set how the mini-shop looks on this device, or let it look as it does by itself."""
    kept = json.dumps({"type": "object", "data": look})
    page.evaluate(
        "kept => kept ? localStorage.setItem('yeli.settings', kept)"
        " : localStorage.removeItem('yeli.settings')",
        kept if look else "",
    )


def reach(page: Page, home: str, stop: Stop) -> None:
    """Go where the stop is: an address, or what its pages lead to, link by link."""
    for address in stop.via:
        page.goto(home + address)
        page.wait_for_load_state("networkidle")
    page.goto(home + stop.address)
    for link in stop.follow:
        page.wait_for_load_state("networkidle")
        page.context.set_offline(stop.is_offline)
        target = page.locator(link).filter(visible=True).first
        target.wait_for()
        target.click()
    if stop.until:
        page.locator(stop.until).first.wait_for()
    page.wait_for_function("route => new RegExp(route).test(location.pathname)", arg=stop.pattern)


@contextmanager
def window(browser: Browser, width: int) -> Iterator[Page]:
    is_phone = width == PHONE
    context = browser.new_context(
        viewport=SIZES[width],
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        has_touch=is_phone,
        is_mobile=is_phone,
    )
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def enter_console(page: Page, home: str, visitor: Visitor, password: str) -> None:
    page.goto(f"{home}/{visitor.site}/")
    page.get_by_label("邮箱").fill(visitor.email)
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/{visitor.site}/")


def enter_shop(page: Page, home: str) -> None:
    """Log in to the mini-shop as a buyer whom the simulator knows from the demo week."""
    page.goto(f"{home}/pages/account/login?then=%2Fpages%2Fme%2Findex")
    page.get_by_text("我已看过并同意").click()
    page.get_by_text("微信登录").first.click()
    page.get_by_role("button", name=BUYER).first.click()
    page.get_by_text("全部订单").first.wait_for()


class Tour:
    """One walk; `failed` names the stops that could not be reached, `faults` what was seen."""

    def __init__(self, browser: Browser, home: str, secrets: Path, only: list[str]) -> None:
        self.browser, self.home, self.only = browser, home, only
        self.failed: list[str] = []
        self.faults: list[str] = []
        lines = (line.split() for line in secrets.read_text("utf-8").splitlines())
        self.passwords = {line[0]: line[1] for line in lines if len(line) == 3}

    def wanted(self, chapter: Chapter, width: int) -> list[Stop]:
        at_width = [each for each in chapter.stops if width in each.sizes]
        return [each for each in at_width if not self.only or each.name in self.only]

    def walk(self, visitor: Visitor, chapters: list[Chapter], width: int) -> None:
        """Let one visitor see all of their chapters in one window."""
        stops = [stop for chapter in chapters for stop in self.wanted(chapter, width)]
        if not stops:
            return
        with window(self.browser, width) as page:
            try:
                self.enter(page, visitor)
            except Error as error:
                self.failed += [f"{stop.name}-{width}: {_first_line(error)}" for stop in stops]
                return
            for stop in stops:
                self.take(page, stop, width)

    def enter(self, page: Page, visitor: Visitor) -> None:
        if visitor.site == "shop":
            enter_shop(page, self.home)
        elif visitor.site:
            enter_console(page, self.home, visitor, self.passwords[visitor.email])
        else:
            page.goto(self.home)

    def take(self, page: Page, stop: Stop, width: int) -> None:
        name = f"{stop.name}-{width}"
        is_shop = stop.page.startswith("pages/")
        try:
            if is_shop:
                look_like(page, stop.look)
            reach(page, self.home, stop)
            picture, is_wide = shot(page, width=width, down_to=stop.down_to)
            keep(picture, stop.name, width)
            if is_wide:
                self.faults.append(f"{name}: wider than its window")
            if is_shop:
                found = faults_on(page, with_targets=width == PHONE)
                self.faults += [f"{name}: {each}" for each in found]
        except Error as error:
            self.failed.append(f"{name}: at {urlsplit(page.url).path}: {_first_line(error)}")
        finally:
            page.context.set_offline(False)

    def all(self) -> None:
        visitors = dict.fromkeys(chapter.visitor for chapter in CHAPTERS)
        for visitor in visitors:
            chapters = [each for each in CHAPTERS if each.visitor == visitor]
            for width in SIZES:
                self.walk(visitor, chapters, width)


def _first_line(error: Error) -> str:
    return str(error).splitlines()[0]


def walk_through(port: int, only: list[str]) -> Tour:
    people = Path(os.environ.get("SHOP_HOME", ".shop"), "secrets", "demo_people.txt")
    program = subprocess.run(
        [REPOSITORY / "bin" / "browser"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*SWITCHES, "--lang=zh-CN"]
        )
        tour = Tour(browser, f"http://127.0.0.1:{port}", people, only)
        tour.all()
        browser.close()
    return tour


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--guide", action="store_true", help="only write docs/tour.md")
    given = parser.parse_args()
    guide_write()
    if given.guide:
        return 0
    tour = walk_through(given.port, given.only)
    for each in tour.faults:
        sys.stdout.write(f"· {each}\n")
    for each in tour.failed:
        sys.stdout.write(f"✗ {each}\n")
    return 1 if tour.failed else 0


if __name__ == "__main__":
    sys.exit(main())
