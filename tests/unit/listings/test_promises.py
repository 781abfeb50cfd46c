"""When goods leave: promised within the office's bounds, kept by each order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.brand.errors import PermissionLacking
from plugins.brand.models import GoodsClass, ProductMaker
from plugins.brand.public import Actor
from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.listings.errors import BoundsInvalid, ChoiceUnknown, ContentInvalid
from plugins.listings.models import Listing, ShippingBounds
from plugins.listings.permissions import SET_BOUNDS
from plugins.listings.rules.content import Shipping, shipping_from
from plugins.listings.rules.promise import (
    MOST_HOURS,
    Promise,
    ShipBounds,
    promise_of,
    promise_text,
    shipping_problems,
)
from plugins.listings.selectors.promises import bounds_for, promises_of
from plugins.listings.services.bounds_set import bounds_set
from tests.unit.after_sales.conftest import buy, mahua, wechat
from tests.unit.child_orders.conftest import orchard, peach

__all__ = ["buy", "mahua", "orchard", "peach", "wechat"]
TODAY = date(2026, 11, 26)
BOUNDS = ShipBounds(default=48, shortest=12, longest=240)
OFFICE = Actor(name="staff:1", user_id=1, permissions=frozenset({SET_BOUNDS}))


@pytest.mark.parametrize(
    ("shipping", "promise"),
    [
        (Shipping(), Promise(hours=48)),
        (Shipping(hours="24"), Promise(hours=24)),
        (Shipping(hours="1"), Promise(hours=12)),
        (Shipping(hours="300"), Promise(hours=240)),
        (Shipping(ships_on="2026-12-01"), Promise(hours=48, ships_on=date(2026, 12, 1))),
        (Shipping(ships_on="2026-11-26"), Promise(hours=48)),
        (Shipping(ships_on="2026-12-07"), Promise(hours=48)),
    ],
)
def test_promise_is_within_bounds_and_a_past_day_is_none(shipping, promise):
    assert promise_of(shipping, bounds=BOUNDS, today=TODAY) == promise


@given(
    st.integers(1, 999),
    st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31))),
    st.datetimes(datetime(2026, 11, 26), datetime(2026, 12, 1), timezones=st.just(UTC)),
)
def test_nobody_waits_longer_than_the_office_allows(hours, day, paid_at):
    shipping = Shipping(hours=str(hours), ships_on=day.isoformat() if day else "")

    promise = promise_of(shipping, bounds=BOUNDS, today=TODAY)

    assert promise.deadline(paid_at) >= paid_at + timedelta(hours=BOUNDS.shortest)
    latest = datetime(2026, 12, 7, tzinfo=UTC)  # the last day that may be stated is over then
    assert promise.deadline(paid_at) <= max(paid_at + timedelta(hours=BOUNDS.longest), latest)


@pytest.mark.parametrize(
    ("promise", "text"),
    [
        (Promise(hours=24), "付款后 24 小时内发货"),
        (Promise(hours=48), "付款后 48 小时内发货"),
        (Promise(hours=360), "付款后 15 天内发货"),
        (Promise(hours=48, ships_on=date(2026, 12, 8)), "预售，12月8日前发货"),
    ],
)
def test_buyers_read_it_in_words(promise, text):
    assert promise_text(promise) == text


@pytest.mark.parametrize(
    ("shipping", "fields"),
    [
        (Shipping(), []),
        (Shipping(hours="12"), []),
        (Shipping(hours="11"), ["ship_hours"]),
        (Shipping(hours="241", ships_on="2026-11-26"), ["ship_hours", "ships_on"]),
        (Shipping(ships_on="2026-12-06"), []),
        (Shipping(ships_on="2026-12-07"), ["ships_on"]),
    ],
)
def test_what_the_office_does_not_allow_is_named(shipping, fields):
    found = shipping_problems(shipping, bounds=BOUNDS, today=TODAY)

    assert [each.field for each in found] == fields


@pytest.mark.parametrize(
    "raw",
    [
        {"hours": "0"},
        {"hours": "-3"},
        {"hours": "two"},
        {"ships_on": "2026-02-30"},
        {"ships_on": "1.2."},
        [],
    ],
)
def test_what_is_no_promise_is_refused(raw):
    with pytest.raises(ContentInvalid):
        shipping_from(raw or "nothing")


@pytest.mark.django_db
def test_classes_have_bounds_and_all_others_the_rest():
    assert bounds_for("fruit").default == 24
    assert bounds_for("craft") == ShipBounds(default=48, shortest=4, longest=MOST_HOURS)


@pytest.mark.django_db
def test_the_office_sets_bounds(db):
    GoodsClass.objects.create(slug="craft", name="手工艺", standard="手工", proof_need="none")

    bounds_set(goods_class="craft", bounds=BOUNDS, reason="定做", actor=OFFICE)

    assert bounds_for("craft") == BOUNDS
    assert bounds_for("drink").default == 48


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("goods_class", "bounds", "error"),
    [
        ("", ShipBounds(default=10, shortest=12, longest=20), BoundsInvalid),
        ("", ShipBounds(default=10, shortest=1, longest=361), BoundsInvalid),
        ("", ShipBounds(default=10, shortest=0, longest=20), BoundsInvalid),
        ("moonstone", BOUNDS, ChoiceUnknown),
    ],
)
def test_bounds_out_of_order_are_refused(goods_class, bounds, error):
    with pytest.raises(error):
        bounds_set(goods_class=goods_class, bounds=bounds, reason="试试", actor=OFFICE)
    assert bounds_for("").default == 48


@pytest.mark.django_db
def test_only_who_may_sets_bounds():
    stranger = Actor(name="staff:2", user_id=2, permissions=frozenset())

    with pytest.raises(PermissionLacking):
        bounds_set(goods_class="", bounds=BOUNDS, reason="试试", actor=stranger)
    assert ShippingBounds.objects.get(goods_class="").default_hours == 48


@pytest.fixture
def promised(orchard, peach):
    """The orchard's peaches leave within six hours of payment."""
    listing, _ = Listing.objects.get_or_create(
        product=peach.product, defaults={"enterprise": orchard, "created_at": orchard.registered_at}
    )
    listing.facts = {**listing.facts, "shipping": {"hours": "6", "ships_on": ""}}
    listing.save()
    return listing


@pytest.mark.django_db
def test_promises_are_read_in_two_queries(promised, peach, mahua, django_assert_num_queries):
    products = [peach.product_id, mahua.product_id]

    with django_assert_num_queries(2):
        found = promises_of(product_ids=products, today=TODAY)

    assert found[peach.product_id].hours == 6
    assert found[mahua.product_id].hours == 48


@pytest.mark.django_db
def test_an_order_keeps_what_was_promised_when_it_was_placed(
    promised, buy, buyer_li, peach, mahua, orchard
):
    ProductMaker.objects.filter(product=mahua.product).update(enterprise=orchard)
    placed = buy(buyer_li, (mahua, 1), (peach, 1), pay=True)
    promised.facts = {**promised.facts, "shipping": {"hours": "200", "ships_on": ""}}
    promised.save()

    child_orders_follow(order_id=placed.order_id, now=placed.paid_at)

    child = ChildOrder.objects.get(order=placed.order_id)
    hours = ChildLine.objects.filter(child_order=child).order_by("ship_hours")
    assert list(hours.values_list("ship_hours", flat=True)) == [6, 48]
    assert child.ship_by - placed.paid_at == timedelta(hours=48)


@pytest.mark.django_db
def test_buyers_see_it_on_goods(promised, visitor, peach, client):
    product = visitor.data("ProductDetail", slug=peach.product.slug)["product"]

    assert product["shipPromise"] == {
        "hours": 6,
        "shipsOn": None,
        "text": "付款后 6 小时内发货",
    }
    assert product["enterpriseCredit"] is None
    assert "付款后 6 小时内发货" in client.get(f"/goods/{peach.product.slug}/").content.decode()
