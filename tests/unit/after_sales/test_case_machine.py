"""Any order of cases, refunds and bad days: never too much, and the whole is exact.

The real client talks to the simulator, whose ledger is the independent truth.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from saleor.warehouse.models import Allocation, Stock

from plugins.after_sales.models import Case, CaseLine, LineTally, OrderTally
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_arbitrate import case_decide, case_escalate
from plugins.after_sales.services.case_refund import case_refund_again
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.case_return import case_receive, case_return_sent
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.after_sales.states import DECIDED, RELEASED
from plugins.kernel.errors import DomainError
from plugins.shipments.public import Method, shipment_make, shipment_receive
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from plugins.wechat_simulator import orders, refunds
from tests.unit.after_sales.conftest import ARBITER, BACK, SELLER, ZTO
from tests.unit.wechat_pay.fixtures import client, merchant, openid, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "client",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "merchant",
    "openid",
    "transport",
    "verifier",
    "world",
]
DAY = 86400
STOCK = 50


class CaseMachine(RuleBasedStateMachine):
    """One order: three 麻花 and two 狗血桃 with shipping; every example starts anew."""

    def __init__(self, *, setting):
        super().__init__()
        vars(self).update(setting)
        self.clock.seconds = time.time()
        self.world.faults.clear()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.keys = iter(range(1000))

    @property
    def now(self):
        return datetime.fromtimestamp(self.clock(), UTC)

    @initialize(opening=st.sampled_from([{}, {0: 1}, {1: 2}, {0: 3, 1: 2}]), ships=st.booleans())
    def pay(self, opening, ships):
        """Li pays; in most examples she asks at once, in half the shop tries to ship."""
        payment_prepay(
            number=self.placed.number,
            buyer=self.buyer,
            openid=self.openid,
            gateway=self.client,
            now=self.now,
        )
        self.payment = WechatPayment.objects.get()
        orders.pay(self.world, self.payment.out_trade_no)
        self.clock.forward(120)
        payments_sync_open(gateway=self.client, now=self.now)
        self.payment.refresh_from_db()
        assert self.payment.state == "paid"
        lines = list(self.placed.order.lines.order_by("pk").values_list("pk", flat=True))
        if opening:
            units = {lines[index]: n for index, n in opening.items()}
            self.ask_for(units, Kind.REFUND_ONLY, Reason.CHANGED_MIND)
        if ships:
            self.ship()

    def tried(self, act, *arguments, **facts):
        """Refusals are expected; anything else fails the test."""
        try:
            act(*arguments, **facts)
        except DomainError as refused:
            self.seen.add(refused.code)

    @rule(
        units=st.lists(st.integers(0, 3), min_size=2, max_size=2),
        kind=st.sampled_from(Kind),
        reason=st.sampled_from([Reason.CHANGED_MIND, Reason.QUALITY, Reason.NOT_RECEIVED]),
    )
    def ask(self, units, kind, reason):
        lines = self.placed.order.lines.order_by("pk").values_list("pk", flat=True)
        self.ask_for({pk: n for pk, n in zip(lines, units, strict=True) if n}, kind, reason)

    def ask_for(self, units, kind, reason):
        self.tried(
            case_request,
            order_number=self.placed.number,
            buyer=self.buyer,
            idempotency_key=f"machine-{next(self.keys)}",
            wish=Wish(kind, reason, units),
            now=self.now,
        )

    @rule(data=st.data(), note=st.just("说明"))
    def answer(self, data, note):
        for case in Case.objects.filter(state="requested"):
            act = data.draw(st.sampled_from(["yes", "yes", "no", "wait"]))
            if act == "yes":
                self.tried(case_approve, case_id=case.pk, actor=SELLER, now=self.now)
            elif act == "no":
                self.tried(case_refuse, case_id=case.pk, actor=SELLER, note=note, now=self.now)

    @rule(data=st.data())
    def buyer_goes_on(self, data):
        facts = {"buyer": self.buyer, "now": self.now}
        for case in Case.objects.filter(state__in=["requested", "refused", "waiting_return"]):
            act = data.draw(st.sampled_from(["withdraw", "escalate", "send", "wait"]))
            if act == "withdraw":
                self.tried(case_withdraw, number=case.number, **facts)
            elif act == "escalate":
                self.tried(case_escalate, number=case.number, appeal="请平台介入", **facts)
            elif act == "send":
                self.tried(case_return_sent, number=case.number, label=BACK, **facts)

    @rule(for_buyer=st.booleans())
    def platform_decides(self, for_buyer):
        for case in Case.objects.filter(state="arbitration"):
            self.tried(
                case_decide,
                case_id=case.pk,
                for_buyer=for_buyer,
                note="裁定",
                actor=ARBITER,
                now=self.now,
            )

    @rule(whole=st.booleans())
    def goods_come_back(self, whole):
        for case in Case.objects.filter(state="returning"):
            units = dict(case.lines.values_list("line__order_line_id", "quantity"))
            self.tried(
                case_receive,
                case_id=case.pk,
                resaleable=units if whole else {},
                actor=SELLER,
                now=self.now,
            )

    @rule()
    def ship(self):
        self.tried(
            shipment_make,
            number=self.placed.number,
            method=Method.EXPRESS,
            labels=[ZTO],
            actor=SELLER,
            now=self.now,
        )

    @rule()
    def receive(self):
        self.tried(shipment_receive, order_id=self.placed.order_id, at=self.now, by="system:wechat")

    @rule(name=st.sampled_from(["refund.abnormal", "refund.closed", "call.system_error"]))
    def bad_day(self, name):
        self.world.faults.arm(name)

    @rule()
    def try_again(self):
        for case in Case.objects.filter(state="refund_failed"):
            self.tried(case_refund_again, case_id=case.pk, actor=SELLER, now=self.now)

    @rule(seconds=st.sampled_from([61, 3600, 2 * DAY, 8 * DAY]))
    def wait(self, seconds):
        self.clock.forward(seconds)

    @rule()
    def sweep(self):
        refunds.settle_due(self.world)
        refunds_sync_open(gateway=self.client, now=self.now)
        cases_sweep(now=self.now)

    # What must be true after every step

    @invariant()
    def nothing_goes_back_twice(self):
        released = [state.value for state in RELEASED]
        for tally in LineTally.objects.all():
            held = CaseLine.objects.filter(line=tally).exclude(case__state__in=released)
            assert tally.returned_quantity == sum(line.quantity for line in held)
            assert tally.returned_fen == sum(line.fen for line in held) <= tally.paid_fen
        held_fen = sum(case.fen for case in Case.objects.held())
        assert held_fen <= self.placed.total_fen
        for case in Case.objects.all():
            assert case.fen == case.shipping_fen + sum(line.fen for line in case.lines.all())

    @invariant()
    def money_follows_from_the_cases(self):
        if not hasattr(self, "payment"):
            return
        self.placed.refresh_from_db()
        decided = Case.objects.filter(state__in=[state.value for state in DECIDED])
        asked = WechatRefund.objects.filter(retry_of=None)
        assert sum(refund.fen for refund in asked) == sum(case.fen for case in decided)
        refunded = Case.objects.filter(state="refunded")
        assert sum(case.fen for case in refunded) <= self.placed.refunded_fen
        assert self.placed.refunded_fen == self.given_at_wechat() <= self.placed.total_fen

    def given_at_wechat(self):
        """What our books have heard of; WeChat may be ahead of them."""
        known = WechatRefund.objects.filter(state="succeeded")
        numbers = set(known.values_list("out_refund_no", flat=True))
        rows = self.world.ledger.rows("SELECT * FROM refunds WHERE status = 'SUCCESS'")
        return sum(row["fen"] for row in rows if row["out_refund_no"] in numbers)

    @invariant()
    def goods_are_in_one_place(self):
        if not hasattr(self, "payment"):
            return
        for line in self.placed.order.lines.all():
            cases = CaseLine.objects.filter(line__order_line=line)
            decided = cases.filter(case__state__in=[state.value for state in DECIDED])
            dropped = sum(each.quantity for each in decided.filter(case__is_shipped=False))
            back = sum(each.resaleable or 0 for each in decided.filter(case__is_shipped=True))
            allocated = sum(
                each.quantity_allocated for each in Allocation.objects.filter(order_line=line)
            )
            assert line.quantity_fulfilled + dropped <= line.quantity
            assert allocated == line.quantity - line.quantity_fulfilled - dropped
            stock = Stock.objects.get(product_variant=line.variant)
            assert stock.quantity == STOCK - line.quantity_fulfilled + back

    def teardown(self):
        try:
            if hasattr(self, "payment"):
                self.dust_settles()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def dust_settles(self):
        """Everybody goes home; deadlines and sweeps end what they can."""
        self.world.faults.clear()
        for _ in range(4):
            self.try_again()
            self.clock.forward(8 * DAY)
            self.sweep()
            self.clock.forward(120)
            self.sweep()
        self.nothing_goes_back_twice()
        self.money_follows_from_the_cases()
        self.goods_are_in_one_place()
        left = set(Case.objects.values_list("state", flat=True))
        self.seen.update(left)
        # Only a person ends these.
        final = {"refunded", "rejected", "withdrawn", "closed"}
        assert left - final <= {"arbitration", "refund_failed"}
        if all(
            tally.returned_quantity == tally.quantity for tally in LineTally.objects.all()
        ) and OrderTally.objects.filter(shipping_returned_fen__gt=0):
            held = sum(case.fen for case in Case.objects.held())
            assert held == self.placed.total_fen
            self.seen.add("whole")


@pytest.mark.django_db
def test_any_history_settles_to_the_fen(buy, buyer_li, mahua, peach, world, client, clock, openid):
    placed = buy(buyer_li, (mahua, 3), (peach, 2), pay=False)
    setting = {
        "placed": placed,
        "buyer": buyer_li,
        "world": world,
        "client": client,
        "clock": clock,
        "openid": openid,
        "seen": set(),
    }

    run_state_machine_as_test(
        partial(CaseMachine, setting=setting),
        settings=settings(
            max_examples=20,
            stateful_step_count=18,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # Otherwise the agreement above would be an empty one.
    assert {"refunded", "withdrawn", "GOODS_CONTESTED"} <= setting["seen"]
