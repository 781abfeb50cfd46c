"""A buyer with a phone chooses pick-up and pays; a clerk with a phone hands over for her code."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from saleor.account.models import User

from plugins.brand.models import Enterprise
from plugins.child_orders.models import ChildOrder
from plugins.marketplace.actors import MemberActor
from plugins.pickups.services.point_save import point_create
from tests.e2e.browsing import PHONE, PICTURES, SWITCHES, watched
from tests.e2e.buying import finds_and_takes, logs_in
from tests.e2e.shopper import SIZES, Shopper
from tests.e2e.test_account_by_mail import press
from tests.unit.marketplace.conftest import join
from tests.unit.pickups.conftest import facts, method

__all__ = ["method"]


@pytest.fixture
def hu(shelf, method) -> MemberActor:
    """胡师傅 of the enterprise that makes everything on the shelf, with a point."""
    hu = join(Enterprise.objects.get(), "hu@bakery.example", "orders")
    point_create(actor=hu, facts=facts(), now=timezone.now())
    return hu


@pytest.fixture
def login(hu) -> dict[str, str]:
    """His session, as a browser keeps it."""
    client = Client()
    client.force_login(User.objects.get(pk=hu.user_id))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key}


def shot(page: Page, name: str) -> None:
    """Keep a picture for people to look at, at both widths, where they asked for it."""
    if not PICTURES:
        return
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(PHONE)


def choose_pick_up(page: Page) -> None:
    page.get_by_role("radio", name="到店自提").click()
    page.get_by_label("取货人", exact=True).locator("input").fill("王桂兰")
    page.get_by_label("取货人手机").locator("input").fill("13912345678")
    page.get_by_text("自提不收").wait_for()
    shot(page, "confirm")
    press(page, "提交订单")


def pay(page: Page) -> None:
    page.get_by_text("微信支付").click()
    page.get_by_role("button", name="确认支付").click()
    page.get_by_text("付好了").wait_for()
    page.get_by_text("看订单").click()
    page.get_by_text("企业正在备货，备好后这里显示").wait_for()
    shot(page, "preparing")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def clerk_of(browser: Browser, home: str, login: dict[str, str]) -> Page:
    context = browser.new_context(viewport=PHONE, locale="zh-CN")
    context.add_cookies([{**login, "url": home}])
    return context.new_page()


def test_goods_are_fetched_with_two_phones(program, mini_shop, simulator, login, live_server):
    complaints: list[str] = []
    hosts: set[str] = set()
    desk = f"{live_server.url}/enterprise/pickups/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        buyer = watched(browser.new_page(locale="zh-CN", **SIZES[390]), complaints, hosts)
        shopper = Shopper(buyer, home=live_server.url, width=390, name="fetched")
        finds_and_takes(shopper)
        logs_in(shopper)
        choose_pick_up(buyer)
        pay(buyer)

        clerk = watched(clerk_of(browser, live_server.url, login), complaints, hosts)
        clerk.goto(desk)
        shot(clerk, "desk")
        clerk.locator("main, body").get_by_role("link", name=re.compile(r"^\d{16}-1$")).click()
        clerk.get_by_role("button", name="备好了").click()
        clerk.get_by_text("等买家来取").wait_for()
        shot(clerk, "ready")

        buyer.reload()
        shown = buyer.get_by_label("取货码").inner_text()
        shot(buyer, "code")
        clerk.goto(f"{desk}points/")
        shot(clerk, "points")
        clerk.goto(f"{desk}points/new/")
        shot(clerk, "point")
        # What the phone's camera opens.
        clerk.goto(f"{desk}#code={shown.replace(' ', '')}")
        clerk.get_by_text("请核对取货人").wait_for()
        shot(clerk, "found")
        narrow = [page for page in (buyer, clerk) if not fits(page)]
        clerk.get_by_role("button", name="确认交货").click()
        clerk.get_by_text("已交货，请把商品交给买家").wait_for()
        buyer.reload()
        shot(buyer, "fetched")
        buyer.get_by_text("谢谢您来赶集").wait_for()
        browser.close()

    child = ChildOrder.objects.get()
    assert (child.state, child.is_pick_up, child.total_fen) == ("received", True, 2 * 1880)
    assert narrow == []
    assert complaints == []
    assert hosts - {""} == {urlsplit(each).hostname for each in (live_server.url, simulator)}
