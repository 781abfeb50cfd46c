"""Child orders follow payment, refunds, shipment and receipt of their order."""

import pytest
from django.utils import timezone

from plugins.after_sales.rules.windows import Kind, Reason
from plugins.child_orders.models import ChildOrder, ChildRefund
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.kernel.audit import history_of
from plugins.orders.services.order_cancel import order_end
from plugins.shipments.public import shipment_receive
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.public import RefundReason, refund_request
from tests.unit.after_sales.conftest import ship

__all__ = ["ship"]

pytestmark = pytest.mark.django_db


def states(placed):
    return list(ChildOrder.objects.filter(order=placed.order_id).values_list("state", flat=True))


def test_payment_lets_both_enterprises_ship_within_two_days(placed, child_of, orchard):
    child = child_of(orchard)

    assert states(placed) == ["to_ship", "to_ship"]
    assert child.paid_at == placed.paid_at
    assert (child.ship_by - child.paid_at).days == 2
    assert [entry.action for entry in history_of(child)] == [
        "child_orders.child_order.made",
        "child_orders.child_order.to_ship",
    ]


def test_following_again_changes_nothing(placed, follow):
    before = list(ChildOrder.objects.values())

    follow()

    assert list(ChildOrder.objects.values()) == before


def test_unpaid_order_that_ends_cancels_its_parts(buy, buyer_li, mahua, peach):
    placed = buy(buyer_li, (mahua, 1), (peach, 1), pay=False)

    order_end(placed=placed, now=timezone.now(), actor="buyer:1", reason="test")
    child_orders_follow(order_id=placed.order_id, now=timezone.now())

    assert states(placed) == ["cancelled", "cancelled"]


def test_whole_order_shipped_at_once_ships_and_receives_both_parts(placed, ship, follow):
    ship()
    follow()
    assert states(placed) == ["shipped", "shipped"]

    shipment_receive(order_id=placed.order_id, at=timezone.now(), by="system:wechat")
    follow()
    assert states(placed) == ["received", "received"]


def test_refund_of_one_enterprises_goods_is_its_own(
    placed, ask, approve, settle, follow, child_of, mahua, bakery, orchard
):
    approve(ask({mahua: 1}))
    follow()
    assert child_of(bakery).refunded_fen == 0  # promised, not gone

    settle()
    follow()
    follow()

    assert (child_of(bakery).refunded_fen, child_of(orchard).refunded_fen) == (1880, 0)
    assert states(placed) == ["to_ship", "to_ship"]


def test_part_whose_goods_all_went_back_before_leaving_is_over(
    placed, ask, approve, settle, follow, child_of, mahua, bakery, orchard
):
    approve(ask({mahua: 3}))
    settle()
    follow()

    assert (child_of(bakery).refunded_fen, child_of(bakery).state) == (5929, "refunded")
    assert child_of(orchard).state == "to_ship"


def test_whole_order_refunded_gives_back_each_share_of_shipping(
    placed, ask, approve, settle, follow, child_of, mahua, peach, bakery, orchard
):
    for goods in ({mahua: 3}, {peach: 2}):
        approve(ask(goods, reason=Reason.CHANGED_MIND, kind=Kind.REFUND_ONLY))
        settle()
    follow()

    assert states(placed) == ["refunded", "refunded"]
    assert child_of(bakery).refunded_fen == child_of(bakery).total_fen == 5929
    assert child_of(orchard).refunded_fen == child_of(orchard).total_fen == 10491


def test_goodwill_is_spread_and_a_later_refund_still_adds_up(
    placed, ask, approve, settle, follow, child_of, mahua, bakery, orchard
):
    refund_request(
        payment_id=WechatPayment.objects.get().pk,
        fen=1642,
        reason=RefundReason.GOODWILL,
        key="sorry-1",
        requested_by="staff:3",
        now=timezone.now(),
    )
    settle()
    follow()
    assert (child_of(bakery).refunded_fen, child_of(orchard).refunded_fen) == (593, 1049)

    approve(ask({mahua: 3}))
    settle()
    follow()

    # 5929 of the bakery's, of which 5336 were left; the orchard bears the rest.
    assert child_of(bakery).refunded_fen == child_of(bakery).total_fen
    assert child_of(orchard).refunded_fen == 1049 + 5929 - 5336
    placed.refresh_from_db()
    parts = ChildRefund.objects.filter(child_order__order=placed.order_id)
    assert sum(part.fen for part in parts) == placed.refunded_fen == 1642 + 5929
