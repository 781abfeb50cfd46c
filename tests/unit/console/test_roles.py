"""Who sees what."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

from brand_theme.console.contributions import grants
from brand_theme.console.roles import PermissionUnknown, Role, roles_apply
from brand_theme.console.sites import console_site

LISTS = sorted(
    f"{model._meta.app_label}/{model._meta.model_name}" for model in console_site._registry
)
MONEY = {
    "mall_cards/cardpayment",
    "mall_cards/cardrefund",
    "mall_wechat_pay/wechatpayment",
    "mall_wechat_pay/wechatrefund",
}
BRAND = {
    f"mall_brand/{name}"
    for name in ("enterprise", "licence", "misusereport", "objection", "regionalbrand")
}
PEOPLE = {"mall_accounts/ban", "mall_accounts/loginsession"}
SETTLED = {
    f"mall_settlement/{name}"
    for name in (
        "commissionrate",
        "ledgerentry",
        "period",
        "sharebill",
        "sharereceiver",
        "sharing",
    )
}
GOODS = {f"mall_listings/{name}" for name in ("listing", "recall", "submission")}
BOUNDS = {"mall_listings/shippingbounds"}
CREDIT = {f"mall_credit/{name}" for name in ("appeal", "creditscore", "formulaversion")}
TOLD = {"mall_notices/notice"}
WRITTEN = {f"mall_reviews/{name}" for name in ("post", "question", "review")}
CAMPAIGNS = {"mall_coupons/campaign"}
PICKUPS = {"mall_pickups/pickuppoint"}
SHOWCASE = {"mall_showcase/card"}
SEES = {
    Role.BRAND_OFFICE: {
        "mall_after_sales/case",
        "mall_child_orders/childorder",
        "mall_kernel/auditentry",
        "mall_orders/placedorder",
        "mall_shipments/shipment",
    }
    | BRAND
    | GOODS
    | BOUNDS
    | CREDIT
    | TOLD
    | SETTLED
    | WRITTEN
    | CAMPAIGNS
    | PICKUPS,
    Role.BRAND_HEAD: BRAND | CREDIT | TOLD,
    Role.EXPERT: {"mall_brand/licence"},
    Role.MARKETING: WRITTEN | CAMPAIGNS | SHOWCASE,
    Role.FINANCE: set(LISTS)
    - (BRAND | GOODS | BOUNDS | CREDIT | TOLD | WRITTEN | PEOPLE | PICKUPS | SHOWCASE),
    Role.SERVICE: MONEY
    | {"mall_accounts/ban"}
    | (GOODS - {"mall_listings/submission"})
    | WRITTEN
    | CAMPAIGNS
    | PICKUPS
    | {
        "mall_after_sales/case",
        "mall_child_orders/childorder",
        "mall_fapiao/fapiaorequest",
        "mall_orders/placedorder",
        "mall_shipments/shipment",
    },
    Role.ADMINISTRATOR: set(LISTS),
}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name)
def test_role_sees_its_lists_and_no_others(at_desk, role):
    browser = at_desk(role)

    seen = {name for name in LISTS if browser.get(f"/console/{name}/").status_code == 200}

    assert seen == SEES[role]


@pytest.mark.parametrize("role", Role, ids=lambda role: role.name)
def test_menu_offers_exactly_what_may_be_seen(at_desk, role):
    page = at_desk(role).get("/console/").content.decode()

    assert {name for name in LISTS if f'href="/console/{name}/' in page} == SEES[role]


def test_staff_without_a_role_are_told_whom_to_ask(somebody, browser_of):
    page = browser_of(somebody()).get("/console/").content.decode()

    assert "还没有分配职责" in page


def test_buyers_are_not_let_in(browser_of, buyer_li):
    assert browser_of(buyer_li).get("/console/").status_code == 302


@pytest.mark.parametrize("name", LISTS)
def test_nothing_can_be_added_changed_or_deleted_by_form(at_desk, name):
    browser = at_desk(Role.ADMINISTRATOR)

    assert browser.get(f"/console/{name}/add/").status_code == 403
    assert browser.post(f"/console/{name}/add/", {}).status_code == 403
    assert browser.post(f"/console/{name}/1/delete/", {"post": "yes"}).status_code in (302, 403)


def test_roles_can_be_made_again_and_undo_what_was_done_by_hand(roles):
    finance = Group.objects.get(name=Role.FINANCE.value)
    before = set(finance.permissions.all())
    finance.permissions.clear()

    call_command("roles")

    assert set(finance.permissions.all()) == before
    assert Group.objects.count() == len(Role)


def test_unknown_permission_changes_nothing(db):
    with pytest.raises(PermissionUnknown):
        roles_apply(grants={**grants(), Role.SERVICE: {"mall_orders.view_plum"}})

    assert not Group.objects.exists()
