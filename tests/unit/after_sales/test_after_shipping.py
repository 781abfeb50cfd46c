"""Goods that have left: defects, seven days, returns, refusals and the platform."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from saleor.warehouse.models import Stock

from plugins.after_sales import errors
from plugins.after_sales.models import Case, CaseLine, LineTally
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.selectors import cases_queue, order_facts
from plugins.after_sales.services.case_answer import case_refuse
from plugins.after_sales.services.case_arbitrate import case_decide, case_escalate
from plugins.after_sales.services.case_refund import case_refund_again, case_settle
from plugins.after_sales.services.case_return import case_receive, case_return_sent
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.after_sales.signals import case_moved
from plugins.after_sales.states import CaseState
from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage
from plugins.kernel.transitions import MoveRefused
from plugins.orders.models import ReturnConsent
from plugins.shipments.public import ShipmentNotFound, shipment_receive
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from tests.unit.after_sales.conftest import ARBITER, BACK, OTHER_SELLER, SELLER

pytestmark = pytest.mark.django_db
RETURN = Kind.RETURN_AND_REFUND


def in_stock(variant):
    return Stock.objects.get(product_variant=variant).quantity


def receive(case, resaleable=None, actor=SELLER):
    units = {
        case.order.lines.get(variant=variant).pk: n for variant, n in (resaleable or {}).items()
    }
    return case_receive(case_id=case.pk, resaleable=units, actor=actor, now=timezone.now())


def sent(case, buyer):
    return case_return_sent(number=case.number, buyer=buyer, label=BACK, now=timezone.now())


def escalate(case, buyer, appeal="收到时已经坏了，有照片。"):
    return case_escalate(number=case.number, buyer=buyer, appeal=appeal, now=timezone.now())


def decide(case, *, for_buyer, actor=ARBITER):
    return case_decide(
        case_id=case.pk,
        for_buyer=for_buyer,
        note="照片可以证明。",
        actor=actor,
        now=timezone.now(),
    )


def state_of(case):
    return Case.objects.get(pk=case.pk).state


@pytest.fixture
def shipped(placed, ship):
    ship()
    return placed


@pytest.fixture
def arrived(shipped):
    """Received yesterday."""
    shipment_receive(order_id=shipped.order_id, at=timezone.now() - timedelta(days=1), by="buyer:1")
    return shipped


def test_consent_is_kept_per_line_of_this_purchase(placed, line_of, peach, buy, buyer_zhou):
    assert list(ReturnConsent.objects.values_list("order_line_id", flat=True)) == [
        line_of(peach).pk
    ]
    without = buy(buyer_zhou, (peach, 1), fresh_consent=False)

    assert ReturnConsent.objects.filter(order_line__order=without.order).count() == 0
    assert order_facts(without.order).lines[0].is_exempt is False


def test_fresh_goods_take_no_return_without_a_reason_once_confirmed(arrived, peach, ask):
    with pytest.raises(errors.NoReasonExempt, match="保安狗血桃"):
        ask({peach: 1}, kind=RETURN)

    assert Case.objects.count() == 0


def test_fresh_goods_can_be_returned_when_she_was_not_asked(buy, ship, buyer_zhou, peach, ask):
    order = buy(buyer_zhou, (peach, 1))
    ship(order)

    assert ask({peach: 1}, kind=RETURN, order=order, buyer=buyer_zhou).state == "requested"


def test_later_change_of_the_product_changes_nothing_about_a_purchase(arrived, mahua, ask):
    mahua.product.metadata = {"no_reason_return": "exempt"}
    mahua.product.save()

    assert ask({mahua: 1}, kind=RETURN).state == "requested"


def test_rotten_peaches_are_refunded_and_kept(arrived, peach, ask, approve, settle, wechat):
    case = ask({peach: 1}, reason=Reason.QUALITY, description="烂了一半")
    approve(case)
    settle()

    assert (state_of(case), wechat.given_back_fen) == ("refunded", 4990)
    # Shipped goods that the buyer keeps never return to stock.
    assert in_stock(peach) == 48


def test_window_closes_after_seven_days(shipped, mahua, ask):
    shipment_receive(
        order_id=shipped.order_id, at=timezone.now() - timedelta(days=8), by="system:wechat"
    )

    with pytest.raises(errors.WindowOver):
        ask({mahua: 1}, kind=RETURN)
    assert ask({mahua: 1}, reason=Reason.QUALITY).state == "requested"


def test_goods_come_back_and_only_what_can_be_sold_returns_to_stock(
    arrived, buyer_li, mahua, ask, approve, settle, wechat
):
    case = ask({mahua: 3}, kind=RETURN)
    approve(case, note="寄回金牛镇东街 8 号")
    assert state_of(case) == "waiting_return"
    sent(case, buyer_li)
    assert (state_of(case), in_stock(mahua)) == ("returning", 47)

    receive(case, {mahua: 2})

    settle()
    assert (state_of(case), wechat.given_back_fen) == ("refunded", 5640)
    assert in_stock(mahua) == 49
    assert CaseLine.objects.get().resaleable == 2
    with pytest.raises(MoveRefused):
        receive(case, {mahua: 1})
    assert in_stock(mahua) == 49


def test_more_than_came_back_cannot_be_sold_again(arrived, buyer_li, mahua, peach, ask, approve):
    case = ask({mahua: 1}, kind=RETURN)
    approve(case)
    sent(case, buyer_li)

    for units in ({mahua: 2}, {peach: 1}, {mahua: -1}):
        with pytest.raises(errors.QuantityInvalid):
            receive(case, units)
    assert (state_of(case), WechatRefund.objects.count(), in_stock(mahua)) == ("returning", 0, 47)


def test_seller_to_blame_for_everything_returns_shipping_too(arrived, mahua, peach, ask):
    case = ask({mahua: 3, peach: 2}, reason=Reason.WRONG_GOODS, kind=RETURN)

    assert (case.fen, case.shipping_fen) == (16420, 800)


def test_change_of_mind_does_not_return_shipping(buy, ship, buyer_li, mahua, ask):
    order = buy(buyer_li, (mahua, 1))
    ship(order)

    case = ask({mahua: 1}, kind=RETURN, order=order)

    assert (case.fen, case.shipping_fen) == (1880, 0)


def test_voucher_stays_used_when_shipped_goods_come_back(
    arrived, mahua, peach, ask, approve, settle
):
    case = ask({mahua: 3, peach: 2}, reason=Reason.DAMAGED)
    approve(case)
    settle()

    arrived.refresh_from_db()
    assert (arrived.state, arrived.refunded_fen) == ("refunded", 16420)
    assert arrived.order.fulfillments.count() == 1
    assert (in_stock(mahua), in_stock(peach)) == (47, 48)


def test_parcel_that_never_came_is_refunded_without_return(shipped, mahua, ask):
    assert ask({mahua: 3}, reason=Reason.NOT_RECEIVED).state == "requested"


def test_refusal_goes_to_the_platform_which_decides_for_the_buyer(
    arrived, buyer_li, peach, ask, refuse, settle, wechat
):
    case = ask({peach: 2}, reason=Reason.QUALITY)
    refuse(case, "照片看不出问题。")
    with pytest.raises(MoveRefused):
        decide(case, for_buyer=True)
    escalate(case, buyer_li)

    decide(case, for_buyer=True)

    settle()
    case.refresh_from_db()
    assert (case.state, case.decided_by, wechat.given_back_fen) == ("refunded", ARBITER, 9980)


def test_who_answered_may_not_arbitrate(arrived, buyer_li, peach, ask, refuse):
    case = ask({peach: 2}, reason=Reason.QUALITY)
    refuse(case)
    escalate(case, buyer_li)

    with pytest.raises(errors.SameHand):
        decide(case, for_buyer=False, actor=SELLER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(decided_by=SELLER)
    assert state_of(case) == "arbitration"


def test_arbiter_may_not_act_for_the_seller_afterwards(arrived, buyer_li, mahua, ask, refuse):
    case = ask({mahua: 1}, kind=RETURN)
    refuse(case)
    escalate(case, buyer_li)
    decide(case, for_buyer=True)
    assert state_of(case) == "waiting_return"
    sent(case, buyer_li)

    with pytest.raises(errors.SameHand):
        receive(case, {mahua: 1}, actor=ARBITER)
    with pytest.raises(errors.SameHand):
        case_refuse(case_id=case.pk, actor=ARBITER, note="不收", now=timezone.now())
    receive(case, {mahua: 1}, actor=OTHER_SELLER)
    assert state_of(case) == "refunding"


def test_decision_for_the_seller_releases_the_units(arrived, buyer_li, peach, ask, refuse):
    case = ask({peach: 2}, reason=Reason.QUALITY)
    refuse(case)
    escalate(case, buyer_li)

    decide(case, for_buyer=False)

    assert state_of(case) == "rejected"
    assert LineTally.objects.get(order_line__variant=peach).returned_quantity == 0
    with pytest.raises(MoveRefused):
        escalate(case, buyer_li)


def test_what_came_back_can_be_refused(arrived, buyer_li, mahua, ask, approve, refuse):
    case = ask({mahua: 1}, kind=RETURN)
    approve(case)
    sent(case, buyer_li)
    refuse(case, "寄回的是空箱。")
    escalate(case, buyer_li)

    decide(case, for_buyer=True)

    # The goods are at the seller's, so there is nothing left to send.
    assert state_of(case) == "refunding"


def test_unshipped_goods_that_left_after_a_refusal_are_another_request(
    placed, buyer_li, mahua, ask, refuse, ship
):
    case = ask({mahua: 1})
    refuse(case)
    ship()

    with pytest.raises(errors.ShippedMeanwhile):
        escalate(case, buyer_li)
    assert state_of(case) == "refused"
    case_withdraw(number=case.number, buyer=buyer_li, now=timezone.now())
    assert ask({mahua: 1}, kind=RETURN).is_shipped


def test_escalated_unshipped_goods_wait_for_the_platform(placed, buyer_li, mahua, ask, refuse):
    case = ask({mahua: 1})
    refuse(case)

    escalate(case, buyer_li)
    decide(case, for_buyer=True)

    assert state_of(case) == "refunding"
    [line] = [each for each in order_facts(placed.order).lines if each.name.startswith("金牛麻花")]
    assert (line.unshipped, line.decided) == (2, 1)


@pytest.mark.parametrize("act", ["withdraw", "escalate", "sent"])
def test_other_peoples_cases_do_not_exist(arrived, buyer_zhou, mahua, ask, refuse, act):
    case = ask({mahua: 1}, kind=RETURN)
    refuse(case)
    calls = {
        "withdraw": lambda: case_withdraw(number=case.number, buyer=buyer_zhou, now=timezone.now()),
        "escalate": lambda: escalate(case, buyer_zhou),
        "sent": lambda: sent(case, buyer_zhou),
    }

    with pytest.raises(errors.CaseNotFound):
        calls[act]()
    assert state_of(case) == "refused"


# Deadlines


def later(**span):
    return timezone.now() + timedelta(**span)


def test_buyer_who_sends_nothing_back_loses_the_case(arrived, mahua, ask, approve):
    case = ask({mahua: 1}, kind=RETURN)
    approve(case)

    assert cases_sweep(now=later(days=6, hours=23))["defaulted"] == 0
    assert cases_sweep(now=later(days=7, seconds=1))["defaulted"] == 1
    assert state_of(case) == "closed"
    assert LineTally.objects.get(order_line__variant=mahua).returned_fen == 0


def test_seller_who_does_not_say_what_came_back_has_received_it(
    arrived, buyer_li, mahua, ask, approve
):
    case = ask({mahua: 1}, kind=RETURN)
    approve(case)
    sent(case, buyer_li)

    cases_sweep(now=later(days=7, seconds=1))

    assert (state_of(case), in_stock(mahua)) == ("refunding", 47)
    assert CaseLine.objects.get().resaleable == 0


def test_refusal_ends_the_case_after_seven_days(arrived, mahua, ask, refuse):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    refuse(case)

    cases_sweep(now=later(days=7, seconds=1))

    assert state_of(case) == "closed"


def test_nothing_decides_in_the_platforms_place(arrived, buyer_li, mahua, ask, refuse):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    refuse(case)
    escalate(case, buyer_li)

    counts = cases_sweep(now=later(days=60))

    assert (counts["defaulted"], counts["reminded"], state_of(case)) == (0, 1, "arbitration")
    assert cases_queue().first() == case


def test_each_deadline_reminds_once(arrived, mahua, ask):
    case = ask({mahua: 1}, reason=Reason.QUALITY)

    assert cases_sweep(now=later(hours=35))["reminded"] == 0
    assert [cases_sweep(now=later(hours=37))["reminded"] for _ in range(3)] == [1, 0, 0]
    [reminder] = OutboxMessage.objects.filter(topic="after_sales.reminder")
    assert reminder.payload == {"case_id": case.pk, "state": "requested"}


# Money that does not arrive


def test_refused_refund_needs_a_person_who_tries_again(
    arrived, mahua, ask, approve, settle, wechat
):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    approve(case)
    settle("CLOSED")
    case.refresh_from_db()
    assert (case.state, case.trouble) == ("refund_failed", "failed")
    assert list(Case.objects.needing_a_person()) == [case]

    case_refund_again(case_id=case.pk, actor=SELLER, now=timezone.now())
    with pytest.raises(MoveRefused):
        case_refund_again(case_id=case.pk, actor=SELLER, now=timezone.now())
    settle()

    assert (state_of(case), wechat.given_back_fen) == ("refunded", 1880)
    assert WechatRefund.objects.count() == 2


def test_abnormal_refund_cannot_be_tried_again_but_ends_when_mended(
    arrived, mahua, ask, approve, settle, wechat
):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    approve(case)
    settle("ABNORMAL")
    assert state_of(case) == "refund_failed"

    with pytest.raises(errors.NoTrouble):
        case_refund_again(case_id=case.pk, actor=SELLER, now=timezone.now())
    # A person pays it to another account on WeChat's merchant platform.
    [refund] = WechatRefund.objects.all()
    wechat.settle(refund.out_refund_no)
    WechatRefund.objects.update(check_after=timezone.now())
    settle()

    assert (state_of(case), wechat.given_back_fen) == ("refunded", 1880)


def test_default_that_cannot_be_carried_out_is_shown_and_tried_daily(arrived, mahua, ask, wechat):
    from plugins.wechat_pay.services.refund_request import refund_request
    from plugins.wechat_pay.states import RefundReason

    case = ask({mahua: 1}, reason=Reason.QUALITY)
    payment = arrived.order.wechat_payments.get()
    refund_request(
        payment_id=payment.pk,
        fen=payment.total_fen,
        reason=RefundReason.GOODWILL,
        key="by-hand",
        requested_by="operator:command_line",
        now=timezone.now(),
    )

    counts = cases_sweep(now=later(hours=49))

    case.refresh_from_db()
    assert (counts["failed"], case.state) == (1, "requested")
    assert case.trouble.startswith("REFUND_EXCEEDS_PAYMENT")
    assert cases_sweep(now=later(hours=50))["failed"] == 0


def test_case_hears_of_its_money_without_waiting_for_the_sweep(
    arrived, mahua, ask, approve, wechat
):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    approve(case)
    refunds_sync_open(gateway=wechat, now=later(seconds=1))
    wechat.settle_all()
    refunds_sync_open(gateway=wechat, now=later(hours=1))
    assert state_of(case) == "refunding"
    heard = []
    case_moved.connect(lambda **facts: heard.append(facts["state"]), weak=False, dispatch_uid="t")

    outbox.deliver_due(now=later(hours=1))
    outbox.deliver_due(now=later(hours=1))
    case_moved.disconnect(dispatch_uid="t")

    assert state_of(case) == "refunded"
    assert heard == ["requested", "refunding", "refunded"]


def test_settling_asks_nothing_of_other_states(arrived, mahua, ask):
    case = ask({mahua: 1}, reason=Reason.QUALITY)

    assert case_settle(case_id=case.pk, now=timezone.now()) is CaseState.REQUESTED


# What the database refuses


def test_database_counts_by_itself_and_keeps_what_was_asked(arrived, mahua, ask):
    case = ask({mahua: 1}, reason=Reason.QUALITY)
    line = CaseLine.objects.get()

    for change in (
        lambda: LineTally.objects.update(returned_quantity=0),
        lambda: Case.objects.update(fen=1),
        lambda: CaseLine.objects.update(quantity=2),
        lambda: Case.objects.filter(pk=case.pk).delete(),
        lambda: CaseLine.objects.create(case=case, line=line.line, quantity=3, fen=0),
    ):
        with pytest.raises(Exception, match=r".") as refused, transaction.atomic():
            change()
        assert isinstance(refused.value, IntegrityError) or "protected" in str(refused.value)
    assert LineTally.objects.get(order_line__variant=mahua).returned_quantity == 1


def test_receipt_is_kept_once_and_needs_a_shipment(placed, ship, buyer_li):
    with pytest.raises(ShipmentNotFound):
        shipment_receive(order_id=placed.order_id, at=timezone.now(), by="buyer:1")
    ship()
    first = timezone.now()

    shipment_receive(order_id=placed.order_id, at=first, by="buyer:1")
    again = shipment_receive(
        order_id=placed.order_id, at=first + timedelta(days=1), by="system:wechat"
    )

    assert again.received_at == first
