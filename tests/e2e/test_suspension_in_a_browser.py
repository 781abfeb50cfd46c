"""The office suspends a licence: its goods are gone everywhere, what was paid is honoured.

Suspended and restored with the mouse in the console; shop, cart and till are asked as
the mini-program asks them, the brand's public pages as anybody opens them.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.brand.models import Certificate
from plugins.brand.public import Enterprise
from plugins.listings.public import Listing
from tests.e2e import trade_way
from tests.e2e.browsing import Visits, act, from_menu, visits_to
from tests.e2e.buyer import Buyer
from tests.e2e.licence_way import at_case
from tests.e2e.stage import colleague, member

SLUG, PEACH, TWIST = "baoan-gouxue-tao", "保安狗血桃", "金牛麻花"
WHY, MENDED = "抽检农残超标，待复检", "复检合格，已提交整改报告"
REFUSED = "（品牌授权已暂停）"


@pytest.fixture
def orchard(seeded_shop) -> Enterprise:
    orchard = Listing.objects.get(product__slug=SLUG).enterprise
    member("wang", orchard.pk, "owner", title="王社长")
    colleague("head", Role.BRAND_HEAD, title="余主任")
    return orchard


def test_suspended_goods_are_gone_everywhere_and_come_back(program, live_server, wechat, orchard):
    certificate = Certificate.objects.get(licence__enterprise=orchard)
    begun = timezone.now()
    buyer, late = Buyer(live_server.url, wechat), Buyer(live_server.url, wechat)
    peach = buyer.opens(SLUG)
    variant = peach["variants"][0]["id"]
    buyer.puts((variant, 2))
    buyer.goes_to_the_till()
    [part] = buyer.pays()["childOrders"]
    late.puts((variant, 1))
    late.goes_to_the_till()
    with visits_to(program, live_server.url) as visits:
        _is_on_sale(visits, buyer, orchard, certificate.code)
        _suspend(visits, orchard)
        _is_gone(visits, buyer, orchard, certificate.code)
        _cannot_be_bought(buyer, late, variant)
        _enterprise_reads_why(visits)
        trade_way.ship(visits, "wang", number=part["number"], tracking="75312345678901")
        with at_case(visits, "head", orchard.name) as page:
            act(page, "恢复授权", "恢复", 原因=MENDED)
        _is_on_sale(visits, buyer, orchard, certificate.code)
        placed = late.places()

    visits.found_fault_with_nothing()
    [shipped] = buyer.order()["childOrders"]
    assert shipped["shippedAt"] is not None
    assert placed["errors"] == []
    assert placed["placedOrder"]["state"] == "AWAITING_PAYMENT"
    orchard.refresh_from_db()
    assert orchard.suspended_at is None
    assert certificate.issued_at < begun  # the same paper holds again


def _suspend(visits: Visits, orchard: Enterprise) -> None:
    with at_case(visits, "head", orchard.name) as page:
        act(page, "暂停授权", "暂停", 原因=WHY)
        page.get_by_text("已暂停，商品即刻停售").wait_for()
        visits.seen(page, "office-suspended")


def _is_on_sale(visits: Visits, buyer: Buyer, orchard: Enterprise, code: str) -> None:
    assert buyer.opens(SLUG) is not None
    assert PEACH in buyer.lists()
    assert buyer.finds("狗血桃") == [PEACH]
    shown = _public(visits, code)
    assert orchard.brand_name in shown["/brand/"]
    assert orchard.brand_name in shown["/brand/matrix"]
    assert "授权有效" in shown[f"/verify/{code}"]
    assert PEACH in shown[f"/verify/{code}"]


def _is_gone(visits: Visits, buyer: Buyer, orchard: Enterprise, code: str) -> None:
    """Nobody finds it; what the neighbour sells stays."""
    assert buyer.opens(SLUG) is None
    assert PEACH not in buyer.lists()
    assert TWIST in buyer.lists()
    assert buyer.finds("狗血桃") == []
    shown = _public(visits, code)
    assert orchard.brand_name not in shown["/brand/"]
    assert orchard.brand_name not in shown["/brand/matrix"]
    assert "授权已停用" in shown[f"/verify/{code}"]
    assert PEACH not in shown[f"/verify/{code}"]


def _public(visits: Visits, code: str) -> dict[str, str]:
    """Return what anybody reads on the brand's pages."""
    shown = {}
    with visits.anybody() as page:
        for path in ("/brand/", "/brand/matrix", f"/verify/{code}"):
            page.goto(f"{visits.home}{path}")
            shown[path] = page.get_by_role("main").inner_text()
            visits.seen(page, path.strip("/").split("/")[-1][:8])
    return shown


def _cannot_be_bought(buyer: Buyer, late: Buyer, variant: str) -> None:
    """Neither put into a cart, nor more of it, nor taken through the till."""
    [refusal] = buyer.puts((variant, 1))["checkoutErrors"]
    assert f"{PEACH}{REFUSED}" in refusal["message"]
    cart = late.sale.checkout["id"]
    more = late.send(
        "CheckoutLinesUpdate", checkoutId=cart, lines=[{"variantId": variant, "quantity": 2}]
    )
    [refusal] = more["checkoutLinesUpdate"]["checkoutErrors"]
    assert REFUSED in refusal["message"]
    [refusal] = late.places()["errors"]
    assert refusal["code"] == "SALE_FORBIDDEN"
    assert f"暂不能销售：{PEACH}" in refusal["message"]
    assert REFUSED in refusal["message"]
    assert "请从购物车中移除后再提交" in refusal["message"]


def _enterprise_reads_why(visits: Visits) -> None:
    with visits.of("wang", "enterprise") as page:
        visits.seen(page, "enterprise-suspended")
        page.get_by_role("link", name="不在售的商品").click()
        page.get_by_role("link", name=PEACH).click()
        page.get_by_text("品牌授权已暂停").first.wait_for()
        visits.seen(page, "goods-suspended")
        from_menu(page, "品牌授权")
        page.locator(".console a:has(strong)").first.click()
        page.get_by_text(WHY).wait_for()
        visits.seen(page, "licence-suspended")
