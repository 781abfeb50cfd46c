"""Somebody in the mini-shop: a window of a phone or a desk, fingers, and what she reads.

Both sizes live in one browser. Whatever a journey does, `Shopping.found_fault_with_nothing`
holds the shop to it: no complaint of the browser, no stranger asked, no page too wide.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, sync_playwright

from tests.e2e.browsing import DESK, PATIENCE, PHONE, PICTURES, SWITCHES, watched
from tests.e2e.buyer import Buyer

#: The windows every journey is held to, by their width.
SIZES: dict[int, dict[str, Any]] = {
    390: {"viewport": PHONE, "has_touch": True, "is_mobile": True},
    1440: {"viewport": DESK},
}


@pytest.fixture
def mini_shop(settings) -> Path:
    """The build whose files this process serves, whatever was built meanwhile."""
    files = getattr(settings, "WHITENOISE_ROOT", None)
    assert files, (
        "小程序商城尚未构建：请运行 make mini-shop。 / The mini-shop is not built: run make mini-shop."
    )
    settings.MINI_SHOP_BUILD = Path(files).parent
    return settings.MINI_SHOP_BUILD


class Shopper:
    """One person in one window.

    Attributes:
        page: her window, for whatever is said here in no word of its own.
    """

    def __init__(self, page: Page, *, home: str, width: int, name: str) -> None:
        self.page, self.home, self.width, self.name = page, home, width, name
        self.narrow: list[str] = []
        self._pictures = 0

    def goes(self, path: str) -> None:
        """Open a page by its address, as a link from outside does."""
        self.page.goto(f"{self.home}{path}")

    def prefers(self, **looks: Any) -> None:
        """Set how the shop looks on this device, before its first page."""
        self.page.add_init_script(_kept("yeli.settings", looks))

    def taps(self, target: Locator | str) -> None:
        """Touch it with a finger, or click it where there is none; a text stands for its place."""
        place = (
            self.page.get_by_text(target, exact=True).last if isinstance(target, str) else target
        )
        if SIZES[self.width].get("has_touch"):
            place.tap()
        else:
            place.click()

    def presses(self, text: str) -> None:
        """Press a button once it can be: Playwright does not know uni-app's disabled ones."""
        self.taps(self.page.locator("uni-button:not([disabled])", has_text=text).last)

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).locator("input, textarea").fill(text)

    def reads(self, text: str) -> Locator:
        """Wait until it can be read."""
        place = self.page.get_by_text(text).filter(visible=True).first
        try:
            place.wait_for()
        except TimeoutError as error:
            shown = self.page.locator("body").inner_text()
            raise AssertionError(f"{text} is not at {self.page.url}: {shown[:900]}") from error
        return place

    def cannot_press(self, text: str) -> None:
        """Wait until the button is there and does nothing."""
        self.page.locator("uni-button[disabled]", has_text=text).wait_for()

    def sees(self, name: str) -> None:
        """Look at the page: it has to fit, and is kept for people where `E2E_PICTURES` says."""
        self._pictures += 1
        if PICTURES:
            file = f"{self.name}-{self.width}-{self._pictures:02}-{name}.png"
            self.page.screenshot(path=Path(PICTURES, file), animations="disabled")
        # Not innerWidth: a phone's window grows with a page that is too wide for it.
        if self.page.evaluate("document.documentElement.scrollWidth") > self.width:
            self.narrow.append(f"{name} at {self.width}")


class Shopping:
    """All windows of one journey.

    Attributes:
        complaints: whatever a browser complained about.
        hosts: whom the browsers asked.
    """

    def __init__(self, browser: Browser, *, home: str, name: str) -> None:
        self.browser, self.home, self.name = browser, home, name
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.narrow: list[str] = []

    @contextmanager
    def at(self, width: int, buyer: Buyer | None = None, **window: Any) -> Iterator[Shopper]:
        """A window of this width; `buyer` is logged in there already."""
        context = self.browser.new_context(locale="zh-CN", **(SIZES[width] | window))
        context.set_default_timeout(PATIENCE)
        if buyer:
            context.add_init_script(_kept("yeli.login", login_of(buyer)))
        page = watched(context.new_page(), self.complaints, self.hosts)
        shopper = Shopper(page, home=self.home, width=width, name=self.name)
        yield shopper
        self.narrow += shopper.narrow
        context.close()

    def found_fault_with_nothing(self, *places: str) -> None:
        """Fail when a browser complained, asked anybody but shop and `places`, or a page was wide."""
        assert self.complaints == [], self.complaints
        assert self.narrow == [], self.narrow
        known = {urlsplit(each).hostname for each in (self.home, *places)}
        assert self.hosts - {""} <= known, self.hosts


@contextmanager
def shopping(program: str, home: str, name: str) -> Iterator[Shopping]:
    """One browser for a journey; `name` begins the names of its pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield Shopping(browser, home=home, name=name)
        browser.close()


def login_of(buyer: Buyer) -> dict[str, Any]:
    """Log a buyer of the API in once more, and return what her device keeps of it."""
    code = buyer.sale.wechat.post("login-codes", openid=buyer.sale.openid)["js_code"]
    told = buyer.send("WechatLogin", code=code)["wechatLogin"]
    until = int((time.time() + told["expiresIn"]) * 1000)
    return {"access": told["token"], "refresh": told["refreshToken"], "until": until}


def _kept(key: str, thing: Any) -> str:
    """Return a script that puts a thing where uni-app keeps it, unless something is there."""
    kept = json.dumps({"type": "object", "data": thing})
    return f"localStorage.getItem('{key}') ?? localStorage.setItem('{key}', {json.dumps(kept)})"
