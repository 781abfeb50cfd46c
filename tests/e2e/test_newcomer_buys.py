"""A newcomer with a phone searches, fills a cart, logs in with WeChat, orders and pays."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.sites.models import Site
from django.core.cache import cache
from playwright.sync_api import Page, sync_playwright
from saleor.site.models import SiteSettings

from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from plugins.search.public import index_rebuild
from tests.e2e.browsing import SWITCHES, watched
from tests.unit.coupons.conftest import campaign_of

__all__ = ["campaign_of"]

PHONE = {"width": 390, "height": 844}
PASTED = "李晓梅 13800001234 湖北省黄石市大冶市金牛镇东街8号"


@pytest.fixture
def mini_shop(settings) -> Path:
    """The build whose files this process serves, whatever was built meanwhile."""
    files = getattr(settings, "WHITENOISE_ROOT", None)
    assert files, (
        "小程序商城尚未构建：请运行 make mini-shop。 / The mini-shop is not built: run make mini-shop."
    )
    settings.MINI_SHOP_BUILD = Path(files).parent
    return settings.MINI_SHOP_BUILD


@pytest.fixture
def simulator(wechat, settings) -> str:
    """Where a browser of this shop meets WeChat."""
    settings.WECHAT_API_BASE = wechat.address
    return wechat.address


@pytest.fixture
def shelf(transactional_db, shipping_method, goods) -> None:
    # Tests of transactions empty all tables, those that migrations fill as well.
    site, _ = Site.objects.get_or_create(
        pk=1, defaults={"domain": "shop.example", "name": "冶里集"}
    )
    SiteSettings.objects.get_or_create(site=site)
    Site.objects.clear_cache()
    cache.clear()
    goods("金牛麻花", "18.80", stock=9)
    goods("保安狗血桃", "49.90")
    index_rebuild()


def press(page: Page, text: str) -> None:
    """Press a button once it can be: Playwright does not know uni-app's disabled ones."""
    page.locator("uni-button:not([disabled])", has_text=text).click()


def find_and_take(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("search", name="搜索好物").first.click()
    page.get_by_label("搜索好物").locator("input").fill("mahua")
    page.get_by_role("option", name="金牛麻花").click()
    page.get_by_label("金牛麻花").first.click()
    page.get_by_text("放进购物车").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("增加").click()
    sheet.get_by_text("放进购物车").click()
    page.get_by_text("已放进购物车").wait_for()


def log_in(page: Page) -> None:
    page.get_by_label("购物车", exact=True).last.click()
    press(page, "去结算")
    page.get_by_text("我已看过并同意").click()
    page.get_by_text("微信登录").first.click()
    page.get_by_label("新的微信用户").fill("晓梅")
    page.get_by_role("button", name="新建并允许").click()


def order(page: Page) -> None:
    page.get_by_text("填写收货地址").click()
    page.get_by_text("新增地址").last.click()
    page.get_by_label("粘贴地址").locator("textarea").fill(PASTED)
    page.get_by_text("识别", exact=True).click()
    page.get_by_text("湖北省 黄石市 大冶市").wait_for()
    page.get_by_text("保存", exact=True).click()
    page.get_by_text("金牛镇东街8号").first.click()
    use_code(page)
    press(page, "提交订单")


def use_code(page: Page) -> None:
    """Type a coupon's code; the shop says what is to be paid with it."""
    page.get_by_label("优惠券", exact=True).click()
    sheet = page.get_by_role("dialog", name="选择优惠券")
    sheet.get_by_label("优惠口令").locator("input").fill("daye-xcaq-8")
    press(page, "兑换")
    sheet.get_by_text("这一单最省").wait_for()
    sheet.get_by_label("关闭").click()
    page.get_by_text("−¥5.00").last.wait_for()


def pay(page: Page) -> None:
    page.get_by_text("微信支付").click()
    page.get_by_role("button", name="确认支付").click()
    page.get_by_text("付好了").wait_for()
    page.get_by_text("看订单").click()
    page.get_by_text("138****1234").wait_for()


def test_newcomer_buys_on_a_phone(program, mini_shop, simulator, shelf, live_server, campaign_of):
    campaign = campaign_of(off_fen=500, least_fen=3_000, code="DAYEXCAQ8")
    complaints: list[str] = []
    hosts: set[str] = set()

    # Django refuses the database to a thread that Playwright runs in: asked before and after.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        page = watched(browser.new_page(viewport=PHONE), complaints, hosts)
        find_and_take(page, live_server.url)
        log_in(page)
        order(page)
        pay(page)
        fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        browser.close()

    placed = PlacedOrder.objects.get()
    assert placed.state == OrderState.PAID.value
    assert (placed.total_fen, placed.paid_fen) == (2 * 1880 + 800 - 500, 2 * 1880 + 800 - 500)
    assert campaign.coupons.get().order_id == placed.order_id
    assert [line.quantity for line in placed.order.lines.all()] == [2]
    assert fits
    assert complaints == []
    # Pages of the shop and the counter at which WeChat would stand: nobody else is asked.
    assert hosts - {""} == {urlsplit(each).hostname for each in (live_server.url, simulator)}
