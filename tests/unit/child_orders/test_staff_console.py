"""The office sees every enterprise's orders, and does the hub's work."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_hand_over import child_ready
from plugins.shipments.models import Parcel
from tests.unit.child_orders.conftest import ZTO
from tests.unit.console.conftest import act, browser_of, roles, somebody

__all__ = ["browser_of", "roles", "somebody"]
pytestmark = pytest.mark.django_db
LIST = "/console/mall_child_orders/childorder/"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def office(somebody, browser_of):
    return browser_of(somebody(Role.BRAND_OFFICE))


@pytest.fixture
def packed(wang, child_of, orchard) -> ChildOrder:
    return child_ready(actor=wang, number=child_of(orchard).number, now=timezone.now())


def test_list_and_page_show_every_enterprises_part(
    office, child_of, orchard, bakery, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        shown = office.get(LIST).content.decode()
    page = office.get(f"{LIST}{child_of(orchard).pk}/change/").content.decode()

    assert child_of(orchard).number in shown
    assert child_of(bakery).number in shown
    assert "¥99.80" in page
    assert "李晓梅" not in page
    assert "东街" not in page


def test_order_page_says_who_owes_what(office, placed, child_of, orchard):
    page = office.get(f"/console/mall_orders/placedorder/{placed.pk}/change/").content.decode()

    assert f"企业订单 {child_of(orchard).number}" in page


def test_hub_collects_and_ships(office, packed):
    assert act(office, packed, "collect").status_code == 302
    label = {"method": "express", "company": "ZTO", "tracking": ZTO.tracking_no}

    assert act(office, packed, "ship", **label).status_code == 302

    packed.refresh_from_db()
    assert packed.state == "shipped"
    assert Parcel.objects.get().tracking_no == ZTO.tracking_no


def test_what_is_late_is_a_queue_and_a_list(office, child_of, orchard, bakery):
    late = child_of(orchard)
    ChildOrder.objects.filter(pk=late.pk).update(ship_by=timezone.now() - timedelta(hours=3))

    first = office.get("/console/").content.decode()
    shown = office.get(f"{LIST}?late=yes").content.decode()

    assert "企业超时未发货" in first
    assert late.number in shown
    assert child_of(bakery).number not in shown


def test_finance_looks_and_marketing_sees_nothing(somebody, browser_of, packed):
    finance = browser_of(somebody(Role.FINANCE))
    marketing = browser_of(somebody(Role.MARKETING))

    assert finance.get(LIST).status_code == 200
    url = f"{LIST}{packed.pk}/do/collect/"
    assert finance.post(url, {"key": "k"}).status_code == 403
    assert marketing.get(LIST).status_code == 403
    packed.refresh_from_db()
    assert packed.state == "ready"
