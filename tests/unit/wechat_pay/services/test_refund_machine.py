"""Any order of payment, refunds and bad days: shop and WeChat agree in the end.

The real client talks to the simulator, whose ledger is the independent truth.
"""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    invariant,
    precondition,
    rule,
)
from saleor.payment.models import Transaction

from plugins.kernel.errors import DomainError
from plugins.kernel.money import from_fen
from plugins.orders.services import order_cancel
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_apply_transaction import record_closed
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refund_request import refund_request, refund_retry
from plugins.wechat_pay.services.refunds_sync_open import (
    refunds_request_owed,
    refunds_sync_open,
)
from plugins.wechat_pay.states import RefundReason
from plugins.wechat_simulator import orders, refunds
from tests.unit.wechat_pay.services.machines import DAY, MoneyMachine, play_machine

STATE_OF = {
    "PROCESSING": "processing",
    "SUCCESS": "succeeded",
    "ABNORMAL": "abnormal",
    "CLOSED": "closed",
}


class RefundMachine(MoneyMachine):
    """The order is paid, mostly; then everybody asks for money back."""

    bought = None
    payment = None

    @initialize(late=st.booleans(), at_once=st.sampled_from([True, True, True, False]))
    def order(self, late, at_once):
        """The buyer opens the payment sheet; perhaps the shop gives up on her first.

        Most examples begin paid: there is little to refund before.
        """
        self.late = late
        payment_prepay(
            number=self.placed.number,
            buyer=self.buyer,
            openid=self.openid,
            gateway=self.client,
            now=self.now,
        )
        self.payment = WechatPayment.objects.get()
        if late:
            record_closed(payment=self.payment, now=self.now, reason="test")
            order_cancel.order_end(
                placed=self.placed, now=self.now, actor="system:test", reason="test"
            )
        if at_once or late:
            # Nobody asks about a closed payment: only a notification tells of it.
            self.pay_now()
            self.notify_now()

    def pay_now(self):
        self.bought = orders.pay(self.world, self.payment.out_trade_no)

    @precondition(lambda self: self.bought is None and self.now < self.payment.pay_by)
    @rule()
    def pay(self):
        self.pay_now()

    @rule(times=st.integers(1, 3))
    def poor_account(self, times):
        self.world.faults.arm("refund.not_enough", times=times)

    @rule(
        fen=st.sampled_from([1, 680, 2000, 2680, 2681]),
        key=st.sampled_from("abc"),
        end=st.sampled_from(["", "refund.abnormal", "refund.closed"]),
    )
    def ask(self, fen, key, end):
        """Somebody asks for money; the next refund WeChat accepts may end badly."""
        if end:
            self.world.faults.arm(end)
        try:
            refund_request(
                payment_id=self.payment.pk,
                fen=fen,
                reason=RefundReason.AFTER_SALES,
                key=key,
                requested_by="staff:3",
                now=self.now,
            )
        except DomainError as refused:
            self.tell("ask", refused.code)

    @rule()
    def retry(self):
        for failed in WechatRefund.objects.needing_a_person():
            try:
                refund_retry(refund=failed, requested_by="staff:3", now=self.now)
            except DomainError as refused:
                self.tell("retry", refused.code)

    @rule()
    def sweep(self):
        self.sweep_now()

    def sweep_now(self):
        self.tell("payments", payments_sync_open(gateway=self.client, now=self.now))
        self.tell("owed", refunds_request_owed(now=self.now))
        self.tell("refunds", refunds_sync_open(gateway=self.client, now=self.now))

    @rule(status=st.sampled_from(["SUCCESS", "CLOSED"]))
    def mend_abnormal(self, status):
        for row in self.at_wechat("ABNORMAL"):
            refunds.settle_by_hand(self.world, row["out_refund_no"], status)

    def at_wechat(self, *statuses):
        rows = self.world.ledger.rows(
            "SELECT * FROM refunds WHERE out_trade_no = ?", self.payment.out_trade_no
        )
        return [row for row in rows if not statuses or row["status"] in statuses]

    def fen(self, *states):
        return sum(refund.fen for refund in WechatRefund.objects.filter(state__in=states))

    @invariant()
    def never_above_what_was_paid(self):
        if self.payment is None:
            return
        self.payment.refresh_from_db()
        self.placed.refresh_from_db()
        promised = self.fen("requested", "processing", "abnormal", "succeeded")
        assert self.payment.refunded_fen == promised <= 2680
        assert self.placed.refunded_fen == self.fen("succeeded") <= self.placed.paid_fen
        given = sum(row["fen"] for row in self.at_wechat("SUCCESS"))
        assert self.placed.refunded_fen <= given <= 2680

    def dust_settles(self):
        if self.payment is None:
            return
        for _ in range(4):
            self.clock.forward(2 * DAY)
            self.sweep_now()
            self.notify_now()
        self.never_above_what_was_paid()
        self.seen.update(WechatRefund.objects.values_list("state", flat=True))
        self.seen.update(WechatRefund.objects.values_list("reason", flat=True))
        self.seen.add(self.placed.state)
        theirs = {row["out_refund_no"]: STATE_OF[row["status"]] for row in self.at_wechat()}
        accepted = WechatRefund.objects.exclude(state="refused")
        assert dict(accepted.values_list("out_refund_no", "state")) == theirs
        given = sum(row["fen"] for row in self.at_wechat("SUCCESS"))
        assert self.placed.refunded_fen == given
        assert Transaction.objects.filter(kind="refund").count() == len(self.at_wechat("SUCCESS"))
        if self.bought:
            captured = self.placed.order.payments.get().captured_amount
            assert captured == from_fen(2680 - given)
        assert self.placed.state == self.expected_state(given)
        self.tell("end", self.placed.state, sorted(theirs.values()))

    def expected_state(self, given):
        if self.bought is None:
            return "cancelled" if self.late else "awaiting_payment"
        if given == 2680:
            return "refunded"
        return "paid_late" if self.late else "paid"


@pytest.fixture
def run(machine_setting, monkeypatch):
    """`run(examples)` plays that many histories and returns what was seen in them."""
    # The provider wrongly believes that nothing can be paid any more.
    monkeypatch.setattr(order_cancel, "payment_providers", list)

    def play(*, examples):
        setting = machine_setting()
        play_machine(lambda: RefundMachine(setting=setting), examples=examples, steps=20)
        return setting

    return play


@pytest.mark.django_db
def test_shop_and_wechat_agree_after_any_history(run):
    played = run(examples=40)

    # Otherwise the agreement would be one about nothing.
    endings = {"succeeded", "abnormal", "closed"}
    reasons = {"after_sales", "late"}
    orders_seen = {"awaiting_payment", "paid", "refunded"}
    assert played["seen"] >= endings | reasons | orders_seen


@pytest.mark.django_db
def test_histories_are_the_same_in_every_run(run):
    first, second = run(examples=5), run(examples=5)

    assert len(first["histories"]) >= 5
    assert first["histories"] == second["histories"]
