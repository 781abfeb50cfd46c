"""A buyer with a phone and a mailbox: opens an account and resets its password."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright
from saleor.account.models import User

from tests.e2e.browsing import DESK, PHONE, PICTURES, SWITCHES, watched

EMAIL, PASSWORD, NEW_PASSWORD = "mei@example.com", "Lake-of-copper-26", "Hill-of-peaches-26"


class Postman:
    """Brings what was mailed: in tests a mail leaves with the request that owes it."""

    def __init__(self, mailoutbox) -> None:
        self.letters = mailoutbox

    def link(self) -> str:
        """Return the link of the one mail that came, and throw the mail away."""
        (letter,) = [each for each in self.letters if "#token=" in each.body]
        self.letters.clear()
        return re.search(r"http://\S+#token=[\w-]+", letter.body)[0]


def seen(page: Page, name: str) -> None:
    """Keep pictures for people, where `E2E_PICTURES` says; every page has to fit."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if PICTURES:
            page.screenshot(path=Path(PICTURES, f"{name}-{size['width']}.png"))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def press(page: Page, text: str) -> None:
    """Press a button once it can be: Playwright does not know uni-app's disabled ones."""
    page.locator("uni-button:not([disabled])", has_text=text).click()


def fill(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).locator("input").fill(text)


def opens_an_account(page: Page, home: str, post: Postman) -> None:
    page.goto(f"{home}/pages/account/login")
    page.get_by_text("用邮箱开户").click()
    fill(page, "邮箱", EMAIL)
    page.get_by_text("我已看过并同意").last.click()
    seen(page, "ask")
    press(page, "寄链接给我")
    page.get_by_text("信已寄出").wait_for()
    seen(page, "sent")
    page.goto(post.link())
    fill(page, "称呼", "晓梅")
    assert "token" not in page.url
    for password in ("1234567890", PASSWORD):
        fill(page, "密码", password)
        fill(page, "再填一次密码", password)
        press(page, "开户并登录")
        if password != PASSWORD:
            page.get_by_text("not safe enough").wait_for()
            seen(page, "weak")
    page.get_by_text("账户开好了").wait_for()


def resets_the_password(page: Page, home: str, post: Postman) -> None:
    page.goto(f"{home}/pages/letter/ask?purpose=reset")
    fill(page, "邮箱", EMAIL)
    press(page, "寄链接给我")
    page.get_by_text("信已寄出").wait_for()
    link = post.link()
    page.goto(link)
    fill(page, "新密码", NEW_PASSWORD)
    fill(page, "再填一次密码", NEW_PASSWORD)
    seen(page, "reset")
    press(page, "换密码")
    page.get_by_text("密码换好了").wait_for()
    assert "token" not in page.url


def test_account_is_opened_and_its_password_reset_by_mail(
    program, mini_shop, shelf, live_server, mailoutbox
):
    complaints: list[str] = []
    hosts: set[str] = set()
    home, post = live_server.url, Postman(mailoutbox)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        page = watched(browser.new_page(viewport=PHONE), complaints, hosts)
        opens_an_account(page, home, post)
        resets_the_password(page, home, post)
        browser.close()

    assert User.objects.get(email=EMAIL).check_password(NEW_PASSWORD)
    assert complaints == []
    assert hosts - {""} == {urlsplit(home).hostname}
