"""Any order of payment, refunds and bad days: shop and WeChat agree in the end.

The real client talks to the simulator, whose ledger is the independent truth.
"""

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
    precondition,
    rule,
    run_state_machine_as_test,
)
from saleor.payment.models import Transaction

from plugins.kernel.errors import DomainError, GatewayError
from plugins.kernel.money import from_fen
from plugins.orders.services import order_cancel
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.services.notification_receive import notification_receive
from plugins.wechat_pay.services.payment_apply_transaction import record_closed
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refund_request import refund_request, refund_retry
from plugins.wechat_pay.services.refunds_sync_open import (
    refunds_request_owed,
    refunds_sync_open,
)
from plugins.wechat_pay.states import RefundReason
from plugins.wechat_simulator import deliveries, orders, refunds

DAY = 86400
STATE_OF = {
    "PROCESSING": "processing",
    "SUCCESS": "succeeded",
    "ABNORMAL": "abnormal",
    "CLOSED": "closed",
}
FAULTS = (
    ("call.system_error", None),
    ("call.throttled", None),
    ("call.timeout_after_accept", 0),
    ("answer.bad_signature", None),
    ("refund.not_enough", None),
    ("notification.lost", None),
    ("notification.duplicate", None),
    ("notification.signtest", None),
)


class MoneyMachine(RuleBasedStateMachine):
    """One order of 2680 fen; every example starts anew in a transaction of its own."""

    def __init__(self, *, setting):
        super().__init__()
        vars(self).update(setting)
        self.clock.seconds = time.time()
        self.world.faults.clear()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.number = ""

    @property
    def now(self):
        return datetime.fromtimestamp(self.clock(), UTC)

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

    bought = None

    @rule(fault=st.sampled_from(FAULTS), times=st.integers(1, 3))
    def bad_day(self, fault, times):
        name, value = fault
        self.world.faults.arm(name, times=times, value=value)

    @rule(name=st.sampled_from(["refund.abnormal", "refund.closed"]))
    def bad_refund(self, name):
        self.world.faults.arm(name)

    @rule(fen=st.sampled_from([1, 680, 2000, 2680, 2681]), key=st.sampled_from("abc"))
    def ask(self, fen, key):
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
            self.refused.add(refused.code)

    @rule()
    def retry(self):
        for failed in WechatRefund.objects.needing_a_person():
            try:
                refund_retry(refund=failed, requested_by="staff:3", now=self.now)
            except DomainError as refused:
                self.refused.add(refused.code)

    @rule(seconds=st.sampled_from([1, 61, 3600]))
    def wait(self, seconds):
        self.clock.forward(seconds)

    @rule()
    def sweep(self):
        self.sweep_now()

    def sweep_now(self):
        payments_sync_open(gateway=self.client, now=self.now)
        refunds_request_owed(now=self.now)
        refunds_sync_open(gateway=self.client, now=self.now)

    @rule()
    def notify(self):
        self.notify_now()

    def notify_now(self):
        refunds.settle_due(self.world)
        deliveries.deliver_due(self.world, post=self.receive)

    @rule(status=st.sampled_from(["SUCCESS", "CLOSED"]))
    def mend_abnormal(self, status):
        for row in self.at_wechat("ABNORMAL"):
            refunds.settle_by_hand(self.world, row["out_refund_no"], status)

    def receive(self, _url, headers, body):
        try:
            notification_receive(
                headers=headers,
                body=body,
                verifier=self.verifier,
                cipher=self.cipher,
                now=self.now,
            )
        except (DomainError, GatewayError):
            return 401
        return 204

    def at_wechat(self, *statuses):
        rows = self.world.ledger.rows(
            "SELECT * FROM refunds WHERE out_trade_no = ?", self.payment.out_trade_no
        )
        return [row for row in rows if not statuses or row["status"] in statuses]

    def fen(self, *states):
        return sum(refund.fen for refund in WechatRefund.objects.filter(state__in=states))

    @invariant()
    def never_above_what_was_paid(self):
        if not hasattr(self, "payment"):
            return
        self.payment.refresh_from_db()
        self.placed.refresh_from_db()
        promised = self.fen("requested", "processing", "abnormal", "succeeded")
        assert self.payment.refunded_fen == promised <= 2680
        assert self.placed.refunded_fen == self.fen("succeeded") <= self.placed.paid_fen
        given = sum(row["fen"] for row in self.at_wechat("SUCCESS"))
        assert self.placed.refunded_fen <= given <= 2680

    def teardown(self):
        try:
            if hasattr(self, "payment"):
                self.dust_settles()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def dust_settles(self):
        self.world.faults.clear()
        for _ in range(4):
            self.clock.forward(2 * DAY)
            self.sweep_now()
            self.notify_now()
        self.never_above_what_was_paid()
        self.seen.update(row["status"] for row in self.at_wechat())
        self.seen.update(WechatRefund.objects.values_list("reason", flat=True))
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

    def expected_state(self, given):
        if self.bought is None:
            return "cancelled" if self.late else "awaiting_payment"
        if given == 2680:
            return "refunded"
        return "paid_late" if self.late else "paid"


@pytest.mark.django_db
def test_shop_and_wechat_agree_after_any_history(
    placed, buyer_li, world, client, clock, verifier, identity, openid, monkeypatch
):
    # The provider wrongly believes that nothing can be paid any more.
    monkeypatch.setattr(order_cancel, "payment_providers", list)
    setting = {
        "placed": placed,
        "buyer": buyer_li,
        "world": world,
        "client": client,
        "clock": clock,
        "verifier": verifier,
        "cipher": ResourceCipher(identity.apiv3_key.encode()),
        "openid": openid,
        "refused": set(),
        "seen": set(),
    }

    run_state_machine_as_test(
        partial(MoneyMachine, setting=setting),
        settings=settings(
            max_examples=40,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # Otherwise the agreement above would be an empty one.
    assert "SUCCESS" in setting["seen"]
