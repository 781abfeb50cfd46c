"""Browsers for people: one window for each visit, all watched by one pair of eyes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Download, Page, sync_playwright

from saleor_config.home import REPOSITORY

PASSWORD = "Copper-lake-2026"
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
#: Where pictures of the pages are kept, for people to look at; nowhere by default.
PICTURES = os.environ.get("E2E_PICTURES", "")
PATIENCE = 20_000  # milliseconds until something is on the page


@pytest.fixture(scope="session")
def program() -> str:
    """The browser of this machine."""
    found = subprocess.run(
        [REPOSITORY / "bin" / "browser"], capture_output=True, text=True, check=False
    )
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return found.stdout.strip()


def watched(page: Page, complaints: list[str], hosts: set[str]) -> Page:
    """Note what the browser complains about, and whom it asks."""
    page.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    return page


class Visits:
    """Everybody's visits to one shop.

    Attributes:
        home: the shop's address.
        complaints: whatever a browser complained about.
        hosts: whom the browsers asked.
        narrow: pages that do not fit a phone.
    """

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.narrow: list[str] = []
        self._pictures = 0

    @contextmanager
    def anybody(self) -> Iterator[Page]:
        """A window without a login."""
        context = self.browser.new_context(viewport=DESK, locale="zh-CN", accept_downloads=True)
        context.set_default_timeout(PATIENCE)
        yield watched(context.new_page(), self.complaints, self.hosts)
        context.close()

    @contextmanager
    def of(self, name: str, site: str = "console") -> Iterator[Page]:
        """A window of `<name>@example.com`, logged in."""
        with self.anybody() as page:
            page.goto(f"{self.home}/{site}/")
            page.get_by_label("邮箱").fill(f"{name}@example.com")
            page.get_by_label("密码").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url(f"{self.home}/{site}/")
            yield page

    def seen(self, page: Page, name: str) -> None:
        """Look at the page at a desk and on a phone, and note it when it does not fit.

        The caller has waited for something on it: clicks do not wait for the next page.
        """
        self._pictures += 1
        for width, size in (("1440", DESK), ("390", PHONE)):
            page.set_viewport_size(size)
            if PICTURES:
                file = Path(PICTURES, f"{self._pictures:02}-{name}-{width}.png")
                page.screenshot(path=file, full_page=True)
            if not page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"):
                self.narrow.append(f"{name} at {width}")
        page.set_viewport_size(DESK)

    def found_fault_with_nothing(self) -> None:
        """Fail when a browser complained, asked a stranger, or a page did not fit."""
        assert self.complaints == [], self.complaints
        assert self.narrow == [], self.narrow
        assert self.hosts - {""} == {urlsplit(self.home).hostname}, self.hosts


@contextmanager
def visits_to(program: str, home: str) -> Iterator[Visits]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        yield Visits(browser, home)
        browser.close()


def downloaded(page: Page, link: str) -> bytes:
    """Click a link that hands out a file; return what is in it."""
    with page.expect_download() as handed:
        page.get_by_role("link", name=link).click()
    file: Download = handed.value
    return Path(file.path()).read_bytes()


def from_menu(page: Page, entry: str) -> None:
    """Go where a line of the menu leads."""
    page.locator("#nav-sidebar").get_by_role("link", name=entry).click()


def act(page: Page, action: str, confirm: str, **fields: str) -> None:
    """Press an action's button on an object's page, fill its form in, and confirm."""
    page.get_by_role("navigation", name="可做的操作").get_by_role(
        "link", name=action, exact=False
    ).first.click()
    for label, value in fields.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name=confirm, exact=True).click()
    page.get_by_role("heading", name="经过").wait_for()
