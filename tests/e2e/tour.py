"""Takes the pictures of docs/tour.md from a running shop: `python -m tests.e2e.tour --port 8000`.

The shop is one that `make run` has filled, with its demo accounts and its week of orders.
`--only 图名` takes some again. A stop that cannot be reached is named, and the others are taken.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, sync_playwright

from saleor_config.home import REPOSITORY
from tests.e2e.browsing import DESK, PHONE, SWITCHES
from tests.e2e.tour_stops import BUYER, ENTERPRISE, PHONES, PUBLIC, STAFF, Stop

PICTURES = REPOSITORY / "docs" / "pictures" / "tour"
WIDTH = {"desk": 1100, "phone": 390}
TALLEST = {"desk": 1300, "phone": 1000}  # CSS pixels; what is below is cut off
LARGEST, QUALITIES = 80_000, (70, 60, 50, 40)  # bytes of one picture
PATIENCE = 15_000  # milliseconds


def keep(picture: bytes, name: str, kind: str) -> None:
    """Write one WebP as wide as its kind, no larger than `LARGEST`."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    width = WIDTH[kind]
    image = image.resize((width, round(image.height * width / image.width)), Image.LANCZOS)
    for quality in QUALITIES:
        written = io.BytesIO()
        image.save(written, "WEBP", quality=quality, method=6)
        if written.tell() <= LARGEST:
            break
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / f"{name}.webp").write_bytes(written.getvalue())


def shot(page: Page, name: str, kind: str) -> None:
    """Photograph the page from its top, as tall as it is, and say when it is too wide."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1200)  # charts and pictures that fade in
    size = page.viewport_size or DESK
    height = page.evaluate("document.documentElement.scrollHeight")
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > size["width"]:
        sys.stdout.write(f"  {name}: {wide} px wide, more than {size['width']}\n")
    # A taller window rather than a longer page: bars at the bottom stay at the bottom.
    page.set_viewport_size({"width": size["width"], "height": min(height, TALLEST[kind])})
    page.wait_for_timeout(300)
    keep(page.screenshot(), name, kind)
    page.set_viewport_size(size)


def reach(page: Page, home: str, stop: Stop) -> None:
    """Go where the stop is: an address, or what its pages lead to, link by link."""
    page.goto(home + stop.address)
    for link in stop.follow:
        page.wait_for_load_state("networkidle")
        target = page.locator(link).first
        target.wait_for()
        target.click()
        page.wait_for_timeout(400)


@contextmanager
def window(browser: Browser, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def enter(page: Page, home: str, site: str, email: str, password: str) -> None:
    """Log in to a console."""
    page.goto(f"{home}/{site}/")
    page.get_by_label("邮箱").fill(email)
    page.get_by_label("密码").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}/{site}/")


def enter_with_wechat(page: Page, home: str) -> None:
    """Log in to the mini-shop as a buyer whom the simulator knows from the demo week."""
    page.goto(f"{home}/pages/account/login?then=%2Fpages%2Fme%2Findex")
    page.get_by_text("我已看过并同意").click()
    page.get_by_text("微信登录").first.click()
    page.get_by_role("button", name=BUYER).first.click()
    page.get_by_text("全部订单").first.wait_for()


def _first_line(error: Error) -> str:
    return str(error).splitlines()[0]


class Tour:
    """One walk; `failed` names the stops that could not be reached."""

    def __init__(self, browser: Browser, home: str, secrets: Path, only: list[str]) -> None:
        self.browser, self.home, self.only = browser, home, only
        self.failed: list[str] = []
        lines = (line.split() for line in secrets.read_text("utf-8").splitlines())
        self.passwords = {line[0]: line[1] for line in lines if len(line) == 3}

    def wanted(self, stops: tuple[Stop, ...]) -> list[Stop]:
        return [each for each in stops if not self.only or each.name in self.only]

    def walk(self, stops: tuple[Stop, ...], kind: str, log_in: Callable[[Page], None]) -> None:
        chosen = self.wanted(stops)
        if not chosen:
            return
        with window(self.browser, PHONE if kind == "phone" else DESK) as page:
            try:
                log_in(page)
            except Error as error:
                self.failed += [f"{stop.name}: {_first_line(error)}" for stop in chosen]
                return
            for stop in chosen:
                try:
                    reach(page, self.home, stop)
                    shot(page, stop.name, kind)
                except Error as error:
                    self.failed.append(f"{stop.name}: {_first_line(error)}")

    def console(self, site: str, email: str, stops: tuple[Stop, ...], kind: str) -> None:
        def log_in(page: Page) -> None:
            enter(page, self.home, site, email, self.passwords[email])

        self.walk(stops, kind, log_in)

    def all(self) -> None:
        guests = tuple(each for each in PUBLIC if not each.is_buyers)
        buyers = tuple(each for each in PUBLIC if each.is_buyers)
        self.walk(guests, "phone", lambda page: None)
        self.walk(buyers, "phone", lambda page: enter_with_wechat(page, self.home))
        for site, people in (("console", STAFF), ("enterprise", ENTERPRISE)):
            for email, stops in people.items():
                self.console(site, email, stops, "desk")
        for (site, email), stops in PHONES.items():
            self.console(site, email, stops, "phone")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    people = Path(os.environ.get("SHOP_HOME", ".shop"), "secrets", "demo_people.txt")
    program = subprocess.run(
        [REPOSITORY / "bin" / "browser"], capture_output=True, text=True, check=True
    ).stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*SWITCHES, "--lang=zh-CN"]
        )
        tour = Tour(browser, f"http://127.0.0.1:{given.port}", people, given.only)
        tour.all()
        browser.close()
    for each in tour.failed:
        sys.stdout.write(f"✗ {each}\n")
    return 1 if tour.failed else 0


if __name__ == "__main__":
    sys.exit(main())
