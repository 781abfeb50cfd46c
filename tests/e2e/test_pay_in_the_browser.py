"""As in production: a laptop shows a code that a phone scans; WeChat's browser pays by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright

from plugins.orders.models import PlacedOrder
from plugins.orders.services.order_place import order_place
from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.models import WechatPayment
from saleor_config.chaos.phone import document_ids
from tests.e2e.browsing import DESK, PHONE, SWITCHES, watched
from tests.e2e.test_account_by_mail import press, seen

IN_WECHAT = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50(0x18003233) Language/zh_CN"
)
#: What WeChat puts into a page, a moment after it has begun.
BRIDGE = """
setTimeout(() => {
  window.WeixinJSBridge = {
    invoke: (name, request, done) => window.inWechat(name, request).then((err_msg) => done({ err_msg })),
  };
  document.dispatchEvent(new Event("WeixinJSBridgeReady"));
}, 300);
"""


@pytest.fixture
def placed(transactional_db, shipping_method, goods, buyer_li, checkout_of) -> list[PlacedOrder]:
    """Two orders of an account that was opened by mail, which WeChat does not know."""
    twist = goods("金牛麻花", "18.80", stock=9)
    return [
        order_place(
            buyer=buyer_li,
            checkout_token=checkout_of(buyer_li, (twist, 1)).token,
            idempotency_key=f"confirm-screen-{number}",
            now=timezone.now(),
        )
        for number in range(2)
    ]


def visitor(browser: Browser, home: str, complaints: list[str], **device: Any) -> Page:
    """Open a window and log in by mail and password."""
    page = watched(browser.new_context(locale="zh-CN", **device).new_page(), complaints, set())
    page.goto(f"{home}/pages/account/login")
    page.get_by_label("邮箱", exact=True).locator("input").fill("li@example.com")
    page.get_by_label("密码", exact=True).locator("input").fill("Lakeside-plum-7")
    page.get_by_text("我已看过并同意").click()
    press(page, "用邮箱登录")
    page.wait_for_url(f"{home}/")
    return page


def scans(page: Page, wechat: Any, address: str) -> None:
    """A laptop shows the code; a phone at hand scans it."""
    page.goto(address)
    document = document_ids()["WechatPaymentCode"]
    with page.expect_response(lambda answer: document in (answer.request.post_data or "")) as shown:
        press(page, "微信扫码支付")
    page.get_by_text("打开微信“扫一扫”付款").wait_for()
    seen(page, "pay-code")
    code = shown.value.json()["data"]["wechatPaymentCode"]["codeUrl"]
    wechat.post("scan", openid=wechat.post("users", nickname="家人")["openid"], code_url=code)
    page.get_by_text("付好了").wait_for()


def pays_in_wechat(page: Page, wechat: Any, address: str) -> None:
    """WeChat says who she is, once, and opens its sheet over the page."""
    person = wechat.post("users", nickname="晓梅")["openid"]

    def in_wechat(name: str, request: dict[str, str]) -> str:
        assert name == "getBrandWCPayRequest"
        wechat.post("pay", openid=f"p{person[1:]}", **request)
        return "get_brand_wcpay_request:ok"

    page.expose_function("inWechat", in_wechat)
    page.add_init_script(BRIDGE)
    page.goto(f"{address}&code=somebody-elses&state=00000000")  # a link that was sent to her
    press(page, "微信支付")
    page.get_by_role("button", name="晓梅").click()
    page.wait_for_url(f"{address}*")
    press(page, "微信支付")
    page.get_by_text("付好了").wait_for()
    assert "code=" not in page.url


def test_order_is_paid_by_a_scan_and_in_wechats_browser(
    program, mini_shop, wechat, settings, placed, live_server
):
    settings.WECHAT_SIMULATED = False
    complaints: list[str] = []
    first, second = (f"{live_server.url}/pages/order/pay?number={each.number}" for each in placed)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        scans(visitor(browser, live_server.url, complaints, viewport=DESK), wechat, first)
        phone = {"viewport": PHONE, "user_agent": IN_WECHAT}
        pays_in_wechat(visitor(browser, live_server.url, complaints, **phone), wechat, second)
        browser.close()

    assert {each.state for each in PlacedOrder.objects.all()} == {"paid"}
    by_code, in_browser = WechatPayment.objects.order_by("pk")
    assert (by_code.trade_type, in_browser.trade_type) == ("NATIVE", "JSAPI")
    assert (by_code.appid, in_browser.appid) == (
        settings.WECHAT_APPID,
        settings.WECHAT_OFFICIAL_APPID,
    )
    assert WechatIdentity.objects.get().app_id == settings.WECHAT_OFFICIAL_APPID
    assert complaints == []
