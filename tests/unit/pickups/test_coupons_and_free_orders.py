"""Fetched with a coupon, not fetched with one, and not fetched though it cost nothing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from saleor.discount.models import Voucher
from saleor.order.models import Order
from saleor.warehouse.models import Stock

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.coupons.models import Coupon
from plugins.coupons.services.coupon_choose import coupon_choose
from plugins.orders.models import PlacedOrder
from plugins.pickups import errors
from plugins.pickups.models import Pickup
from plugins.pickups.services.pickup_close import pickup_close
from plugins.pickups.services.pickup_hand_over import pickup_hand_over
from plugins.pickups.services.pickup_ready import pickup_ready
from plugins.settlement.models import LedgerEntry
from plugins.settlement.services.child_settle import child_settle
from plugins.settlement.services.rate_set import rate_set
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from tests.unit.coupons.conftest import campaign_of, claim

__all__ = ["campaign_of", "claim"]
pytestmark = pytest.mark.django_db
NOW = timezone.now
LATER = timedelta(days=5)


@pytest.fixture
def coupon(campaign_of, claim, buyer_li) -> Coupon:
    """The platform's: five yuan off thirty."""
    return claim(buyer_li, campaign_of(least_fen=3_000, off_fen=500))


@pytest.fixture
def with_coupon(choose, place, pay, buyer_li, checkout, coupon) -> PlacedOrder:
    """Two 麻花 for 37.60 less five yuan, paid, to be fetched."""
    today = timezone.localdate()
    rate_set(goods_class="", since=today, basis_points=500, actor="staff:3", now=NOW())
    coupon_choose(buyer=buyer_li, token=checkout.token, coupon_id=coupon.pk, now=NOW())
    choose()
    return pay(place())


@pytest.fixture
def free(choose, place, checkout) -> PlacedOrder:
    """The same, and a voucher of the engine's pays all of it."""
    Voucher.objects.create(code="TRY-IT", discount_value_type="percentage", discount_value=100)
    choose()
    checkout.refresh_from_db()
    checkout.voucher_code, checkout.discount_amount = "TRY-IT", Decimal("37.60")
    checkout.save()
    placed = place()
    child_orders_follow(order_id=placed.order_id, now=NOW())
    return placed


def child_of(placed: PlacedOrder) -> ChildOrder:
    return ChildOrder.objects.get(order=placed.order_id)


def set_aside(placed: PlacedOrder, hu) -> Pickup:
    return pickup_ready(actor=hu, number=child_of(placed).number, now=NOW())


def close(placed: PlacedOrder, hu) -> Pickup:
    return pickup_close(actor=hu, number=child_of(placed).number, now=NOW() + LATER)


def money_arrives(wechat, placed: PlacedOrder) -> None:
    """WeChat gives back what was promised, and everybody hears of it."""
    refunds_sync_open(gateway=wechat, now=NOW() + LATER)
    wechat.settle_all()
    refunds_sync_open(gateway=wechat, now=NOW() + 2 * LATER)
    cases_sweep(now=NOW() + 2 * LATER)
    child_orders_follow(order_id=placed.order_id, now=NOW() + 2 * LATER)


def booked(enterprise) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in LedgerEntry.objects.filter(enterprise=enterprise):
        found[entry.kind] = found.get(entry.kind, 0) + entry.fen
    return found


def settle(placed: PlacedOrder) -> None:
    child_settle(child_order_id=child_of(placed).pk, now=NOW())


def test_an_order_with_a_coupon_is_fetched_settled_and_refunded_in_part(
    with_coupon, coupon, hu, bakery, buyer_li, wechat
):
    coupon.refresh_from_db()
    child = child_of(with_coupon)
    assert (with_coupon.total_fen, child.total_fen, child.shipping_fen) == (3260, 3260, 0)
    assert (coupon.state, coupon.order_id, coupon.saved_fen) == (
        "used",
        with_coupon.order_id,
        500,
    )

    code = set_aside(with_coupon, hu).code
    pickup_hand_over(actor=hu, text=code, now=NOW())
    settle(with_coupon)

    assert child_of(with_coupon).state == "received"
    assert booked(bakery) == {"sale": 3260, "subsidy": 500, "commission": -188}

    line = with_coupon.order.lines.get()
    case = case_request(
        order_number=with_coupon.number,
        buyer=buyer_li,
        idempotency_key="one-is-broken",
        wish=Wish(kind=Kind.REFUND_ONLY, reason=Reason.DAMAGED, units={line.pk: 1}),
        now=NOW(),
    )
    assert case.fen == 1630
    case_approve(case_id=case.pk, actor=str(hu), now=NOW())
    money_arrives(wechat, with_coupon)
    settle(with_coupon)

    coupon.refresh_from_db()
    assert coupon.state == "used"
    assert booked(bakery) == {
        "sale": 3260, "subsidy": 500, "commission": -188,
        "refund": -1630, "subsidy_return": -250, "commission_return": 94,
    }  # fmt: skip


def test_an_order_with_a_coupon_that_nobody_fetches_gives_money_and_coupon_back(
    with_coupon, coupon, hu, bakery, wechat
):
    set_aside(with_coupon, hu)
    close(with_coupon, hu)
    money_arrives(wechat, with_coupon)

    with_coupon.refresh_from_db()
    coupon.refresh_from_db()
    assert Case.objects.get().fen == with_coupon.refunded_fen == 3260
    assert (with_coupon.state, child_of(with_coupon).state) == ("refunded", "refunded")
    assert (coupon.state, coupon.order_id) == ("open", None)
    assert booked(bakery) == {}


def test_an_order_that_cost_nothing_is_fetched_like_any_other(free, hu):
    assert (free.total_fen, free.state, child_of(free).state) == (0, "paid", "to_ship")

    pickup_hand_over(actor=hu, text=set_aside(free, hu).code, now=NOW())

    assert child_of(free).state == "received"


def test_an_order_that_cost_nothing_and_nobody_fetches_is_closed(free, hu, mahua):
    """There is no money for a case to give back; the goods are free again all the same."""
    code = set_aside(free, hu).code
    with pytest.raises(errors.KeptStill):
        pickup_close(actor=hu, number=child_of(free).number, now=NOW())

    close(free, hu)
    close(free, hu)

    free.refresh_from_db()
    assert (free.state, child_of(free).state) == ("refunded", "refunded")
    assert not Case.objects.exists()
    assert Order.objects.get(pk=free.order_id).status == "canceled"
    [stock] = Stock.objects.filter(product_variant=mahua)
    assert (
        stock.quantity,
        sum(stock.allocations.values_list("quantity_allocated", flat=True)),
    ) == (
        50,
        0,
    )
    assert Pickup.objects.get().closed_at is not None
    assert Voucher.objects.get(code="TRY-IT").used == 0
    with pytest.raises((errors.PickupOver, errors.CodeUnknown)):
        pickup_hand_over(actor=hu, text=code, now=NOW() + LATER)


def test_a_buyer_who_guessed_the_closings_key_hinders_nothing(with_coupon, hu, buyer_li):
    """Her own case under that name, withdrawn again, once stood for the enterprise's."""
    set_aside(with_coupon, hu)
    line = with_coupon.order.lines.get()
    hers = case_request(
        order_number=with_coupon.number,
        buyer=buyer_li,
        idempotency_key=f"pickup-{child_of(with_coupon).number}",
        wish=Wish(kind=Kind.REFUND_ONLY, reason=Reason.NOT_RECEIVED, units={line.pk: 2}),
        now=NOW(),
    )
    case_withdraw(number=hers.number, buyer=buyer_li, now=NOW())

    close(with_coupon, hu)

    assert Case.objects.exclude(pk=hers.pk).get().state == "refunding"


@pytest.mark.parametrize("end", ["withdrawn", "refused"])
def test_closing_again_opens_another_case_where_the_first_gave_nothing_back(
    with_coupon, hu, buyer_li, monkeypatch, end
):
    set_aside(with_coupon, hu)
    with monkeypatch.context() as broken:
        broken.setattr("plugins.pickups.services.pickup_close.case_approve", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            close(with_coupon, hu)
    first = Case.objects.get()
    if end == "refused":
        case_refuse(case_id=first.pk, actor=str(hu), note="请稍候", now=NOW())
    case_withdraw(number=first.number, buyer=buyer_li, now=NOW())

    close(with_coupon, hu)

    states = list(Case.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["withdrawn", "refunding"]
