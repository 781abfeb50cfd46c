"""A buyer with a phone and a mailbox: opens an account, takes a copy of her data, closes it."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connections
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright
from saleor.account.models import User

from plugins.kernel import outbox
from tests.e2e.browsing import DESK, PHONE, PICTURES, SWITCHES, watched
from tests.e2e.test_newcomer_buys import mini_shop, press, shelf

__all__ = ["mini_shop", "shelf"]

EMAIL, PASSWORD, NEW_PASSWORD = "mei@example.com", "Lake-of-copper-26", "Hill-of-peaches-26"


class Postman:
    """Delivers beside the browser: Django refuses the database where Playwright runs."""

    def __init__(self, mailoutbox) -> None:
        self.letters = mailoutbox

    def link(self) -> str:
        """Return the link of the one mail that is on its way."""
        self.letters.clear()
        with ThreadPoolExecutor(1) as beside:
            beside.submit(self._deliver).result()
        (letter,) = [each for each in self.letters if "#token=" in each.body]
        return re.search(r"http://\S+#token=[\w-]+", letter.body)[0]

    def _deliver(self) -> None:
        try:
            outbox.deliver_due(now=timezone.now())
        finally:
            connections.close_all()


def seen(page: Page, name: str) -> None:
    """Keep pictures for people, where `E2E_PICTURES` says; every page has to fit."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        if PICTURES:
            page.screenshot(path=Path(PICTURES, f"{name}-{size['width']}.png"))
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


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
    page.goto(f"{home}/pages/letter/reset")
    page.get_by_text("这个链接不能用").wait_for()
    seen(page, "refused")


def logs_in(page: Page, home: str) -> None:
    page.goto(f"{home}/pages/account/login?then=%2Fpages%2Faccount%2Fdata")
    page.get_by_text("我已看过并同意").click()
    fill(page, "邮箱", EMAIL)
    fill(page, "密码", NEW_PASSWORD)
    press(page, "用邮箱登录")
    page.get_by_text("导出我的信息").wait_for()


def takes_her_data(page: Page) -> dict:
    with page.expect_download() as handed:
        press(page, "导出")
    page.get_by_text("文件已交给您").wait_for()
    seen(page, "data")
    return json.loads(Path(handed.value.path()).read_text())


def closes_it(page: Page, post: Postman) -> None:
    press(page, "申请注销")
    press(page, "寄确认信")
    page.get_by_text("确认信已寄到").wait_for()
    page.goto(post.link())
    page.get_by_text("确认注销账户").wait_for()
    seen(page, "close")
    press(page, "注销，不再回头")
    page.get_by_text("账户已注销").wait_for()


def test_account_from_the_first_mail_to_the_last(
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
        logs_in(page, home)
        data = takes_her_data(page)
        closes_it(page, post)
        browser.close()

    assert EMAIL in json.dumps(data, ensure_ascii=False)
    assert not User.objects.filter(email=EMAIL).exists()
    assert complaints == []
    assert hosts - {""} == {urlsplit(home).hostname}
