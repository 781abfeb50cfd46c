"""Who bears a coupon pays it: in the ledger, to the fen, also after refunds."""

import pytest
from django.utils import timezone

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.states import ChildState
from plugins.coupons.models import Campaign
from plugins.coupons.states import Bearer, Scope
from plugins.orders.public import order_refund_promise
from plugins.settlement.models import LedgerEntry
from plugins.settlement.services.child_settle import child_settle
from plugins.settlement.services.rate_set import rate_set
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.payment_prepay import payment_prepay

pytestmark = pytest.mark.django_db


@pytest.fixture
def bought(claim, choose, place, wechat, buyer_li, mahua, peach, checkout_of):
    """`bought(campaign)`: three 麻花 (56.40) and two 狗血桃 (99.80) with its coupon, paid."""

    def do(campaign):
        now = timezone.now()
        today = timezone.localdate(now)
        rate_set(goods_class="", since=today, basis_points=500, actor="staff:3", now=now)
        checkout = checkout_of(buyer_li, (mahua, 3), (peach, 2))
        placed = place(buyer_li, choose(buyer_li, checkout, claim(buyer_li, campaign)))
        payment_prepay(number=placed.number, buyer=buyer_li, openid="o-li", gateway=wechat, now=now)
        payment = WechatPayment.objects.get(order_id=placed.order_id)
        payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=now)
        child_orders_follow(order_id=placed.order_id, now=now)
        return placed

    return do


def receive(placed):
    now = timezone.now()
    children = ChildOrder.objects.filter(order=placed.order_id)
    children.update(state=ChildState.RECEIVED.value, shipped_at=now, received_at=now)
    for child in children:
        child_settle(child_order_id=child.pk, now=now)


def booked(enterprise) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in LedgerEntry.objects.filter(enterprise=enterprise):
        found[entry.kind] = found.get(entry.kind, 0) + entry.fen
    return found


def test_a_coupon_of_the_platform_costs_no_enterprise_anything(
    bought, campaign_of, bakery, orchard
):
    """Ten yuan off 156.20: each is owed as if the buyer had paid the full price."""
    placed = bought(campaign_of())
    receive(placed)

    assert booked(bakery) == {"sale": 5279, "subsidy": 361, "shipping": 289, "commission": -282}
    assert booked(orchard) == {"sale": 9341, "subsidy": 639, "shipping": 511, "commission": -499}
    assert sum(booked(bakery).values()) == 5640 + 289 - 282


def test_an_enterprise_bears_its_own_coupon_alone(bought, campaign_of, bakery, orchard):
    now = timezone.now()
    campaign = campaign_of(
        start=False, scope=Scope.ENTERPRISE, enterprise_id=orchard.pk,
        bearer=Bearer.ENTERPRISE, least_fen=5_000,
    )  # fmt: skip
    Campaign.objects.filter(pk=campaign.pk).update(
        agreed_at=now, agreed_by="enterprise:1:member:1", state="running"
    )
    receive(bought(campaign))

    assert booked(bakery) == {"sale": 5640, "shipping": 289, "commission": -282}
    assert booked(orchard) == {"sale": 8980, "shipping": 511, "commission": -449}


def test_a_refund_takes_its_part_of_the_subsidy_along(
    bought, campaign_of, settle, orchard, bakery, peach
):
    """One of two 狗血桃 goes back: what was really paid for it, and half of its subsidy."""
    placed = bought(campaign_of())
    receive(placed)
    line = placed.order.lines.get(variant=peach)
    order_refund_promise(
        order_id=placed.order_id,
        fen=4670,
        key="case:1",
        reason="after_sales",
        requested_by="staff:3",
        now=timezone.now(),
        lines={line.pk: 4670},
    )
    settle()
    child_orders_follow(order_id=placed.order_id, now=timezone.now())
    before = booked(bakery)
    for child in ChildOrder.objects.filter(order=placed.order_id):
        child_settle(child_order_id=child.pk, now=timezone.now())

    assert booked(bakery) == before
    assert booked(orchard) == {
        "sale": 9341, "refund": -4670, "subsidy": 639, "subsidy_return": -320,
        "shipping": 511, "commission": -499, "commission_return": 249,
    }  # fmt: skip


def test_a_full_refund_before_shipping_gives_the_coupon_back(bought, campaign_of, settle):
    campaign = campaign_of()
    placed = bought(campaign)
    order_refund_promise(
        order_id=placed.order_id,
        fen=placed.total_fen,
        key="goodwill:1",
        reason="goodwill",
        requested_by="staff:3",
        now=timezone.now(),
    )
    settle()

    placed.refresh_from_db()
    coupon = campaign.coupons.get()
    assert (placed.state, coupon.state, coupon.order) == ("refunded", "open", None)
