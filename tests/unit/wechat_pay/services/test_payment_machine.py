"""Any order of taps, payments, lost answers and notifications: paid exactly once, or given back.

The real client talks to the simulator, whose ledger is the independent truth.
"""

from types import SimpleNamespace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from saleor.payment.models import Transaction

from plugins.kernel.errors import DomainError, GatewayError
from plugins.orders.public import Verdict, order_mark_paid
from plugins.orders.services import order_cancel
from plugins.wechat_pay import provider
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_apply_transaction import record_closed
from plugins.wechat_pay.services.payment_code import payment_code
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payment_sync import payment_sync_for_buyer
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refunds_sync_open import (
    refunds_request_owed,
    refunds_sync_open,
)
from plugins.wechat_simulator import orders, people
from tests.unit.wechat_pay.services.machines import DAY, MoneyMachine, play_machine

CARD = "mall.payments.card"


class PaymentMachine(MoneyMachine):
    """The buyer pays on one phone or the other, by a code, by card besides, or not at all."""

    by_card = False

    @initialize()
    def open_the_sheet(self):
        self.tap("mine")

    # Rarely past the deadline: there would be little left to pay.
    @rule(seconds=st.sampled_from([1, 61, 61, 1900]))
    def wait(self, seconds):
        self.clock.forward(seconds)

    @rule(phone=st.sampled_from(["mine", "mine", "other", "browser", "code"]))
    def tap_again(self, phone):
        self.tap(phone)

    def tap(self, phone):
        """Open the payment sheet; another phone or way needs another order at WeChat."""
        common = {"number": self.placed.number, "buyer": self.buyer, "now": self.now}
        try:
            if phone == "code":
                payment_code(gateway=self.client, **common)
            else:
                payment_prepay(gateway=self.client, **self.payer(phone), **common)
        except (DomainError, GatewayError) as refused:
            self.tell("tap", refused.code)

    def payer(self, phone):
        if phone == "browser":
            account = self.world.identity.official_appid
            openid = people.openid_in(self.world, self.openid, appid=account)
            return {"openid": openid, "appid": account}
        return {"openid": self.openid if phone == "mine" else self.other_openid}

    @rule()
    def pay(self):
        """Confirm on whichever sheet is still open."""
        for row in self.at_wechat("NOTPAY"):
            if row["pay_before"] > self.clock():
                orders.pay(self.world, row["out_trade_no"])
                self.tell("paid", row["openid"] == self.openid)
                return

    @precondition(lambda self: not self.by_card)
    @rule(likely=st.integers(0, 3))
    def pay_by_card(self, likely):
        """Money by another way, at a moment when WeChat's order could not be ended."""
        if likely == 0:
            self.by_card = True
            self.tell("card", self.mark_paid_by_card().value)

    def mark_paid_by_card(self):
        return order_mark_paid(
            order_id=self.placed.order_id,
            captured_fen=2680,
            gateway=CARD,
            reference="pi_1",
            paid_at=self.now,
            actor="system:cards",
        )

    @rule()
    def ask(self):
        """The sheet has closed: the phone asks how the payment stands."""
        try:
            known = payment_sync_for_buyer(
                number=self.placed.number,
                buyer=self.buyer,
                gateway=lambda: self.client,
                now=self.now,
            )
        except (DomainError, GatewayError) as refused:
            self.tell("ask", refused.code)
        else:
            self.tell("ask", known and known.state)

    @rule(how=st.sampled_from(["", "", "", "asking", "blindly"]))
    def cancel(self, how):
        """Give the order up; blindly: although WeChat could still take money for it."""
        if how == "asking":
            self.tell("cancel", self.end_order("buyer_cancelled").value)
        elif how == "blindly":
            for payment in WechatPayment.objects.open():
                # The database lets no order go that may still be paid, as far as we know.
                record_closed(payment=payment, now=self.now, reason="test")
            self.providers.clear()
            self.end_order("test")
            self.providers.append(provider.WechatPayProvider())

    def end_order(self, reason):
        self.placed.refresh_from_db()
        if self.placed.state != "awaiting_payment":
            return Verdict.PAID
        return order_cancel.order_end(
            placed=self.placed, now=self.now, actor="system:test", reason=reason
        )

    @rule()
    def sweep(self):
        self.tell("sweep", payments_sync_open(gateway=self.client, now=self.now))

    def at_wechat(self, *states):
        rows = self.world.ledger.rows("SELECT * FROM orders ORDER BY rowid")
        return [row for row in rows if not states or row["state"] in states]

    @invariant()
    def every_payment_is_counted_once(self):
        self.placed.refresh_from_db()
        payments = list(WechatPayment.objects.all())
        paid = [payment for payment in payments if payment.state == "paid"]
        taken = {row["transaction_id"] for row in self.at_wechat("SUCCESS")}
        assert sum(payment.state == "open" for payment in payments) <= 1
        assert {payment.transaction_id for payment in paid} <= taken
        captures = Transaction.objects.filter(kind="capture")
        assert captures.count() == len(paid) + self.by_card
        # One payment settles the order, the others are to go back.
        settling = sum(payment.payout in ("applied", "late") for payment in paid)
        assert settling + (self.by_card and settling == 0) == (self.placed.paid_fen > 0)
        if self.placed.state in ("awaiting_payment", "cancelled"):
            assert captures.count() == 0

    def dust_settles(self):
        for _ in range(4):
            self.clock.forward(2 * DAY)
            self.notify_now()
            self.sweep()
            self.end_order("overdue")
            # What a blindly cancelled order left open is ended as well.
            provider.WechatPayProvider().end_payments(order_id=self.placed.order_id)
            refunds_request_owed(now=self.now)
            refunds_sync_open(gateway=self.client, now=self.now)
        self.every_payment_is_counted_once()
        payments = {payment.out_trade_no: payment for payment in WechatPayment.objects.all()}
        assert "open" not in {payment.state for payment in payments.values()}
        for row in self.at_wechat():
            paid = row["state"] == "SUCCESS"
            assert payments[row["out_trade_no"]].state == ("paid" if paid else "closed")
        self.assert_surplus_went_back(payments.values())
        self.seen.update(payment.payout or payment.state for payment in payments.values())
        self.seen.add(self.placed.state)
        self.seen.update(["second payment"] if len(payments) > 1 else [])
        self.tell("end", self.placed.state, sorted(p.payout for p in payments.values()))

    def assert_surplus_went_back(self, payments):
        owed = sum(p.total_fen for p in payments if p.payout in ("late", "surplus"))
        assert owed == sum(
            WechatRefund.objects.filter(state="succeeded").values_list("fen", flat=True)
        )


@pytest.fixture
def run(machine_setting, client, clock, world, monkeypatch):
    """`run(examples)` plays that many histories and returns what was seen in them."""
    providers = [provider.WechatPayProvider()]
    monkeypatch.setattr(order_cancel, "payment_providers", lambda: list(providers))
    monkeypatch.setattr(provider, "gateway", lambda: client)
    setting = {
        **machine_setting(),
        "providers": providers,
        "other_openid": people.user_create(world, nickname="李家女儿"),
    }

    class Timed(PaymentMachine):
        def __init__(self):
            super().__init__(setting=setting)
            monkeypatch.setattr(provider, "timezone", SimpleNamespace(now=lambda: self.now))

    def play(*, examples):
        setting["histories"], setting["seen"] = [], set()
        play_machine(lambda: Timed(), examples=examples, steps=20)
        return dict(setting)

    return play


@pytest.mark.django_db
def test_every_payment_settles_the_order_or_goes_back(run):
    played = run(examples=30)

    # Otherwise the agreement would be one about nothing.
    payouts = {"applied", "late", "surplus", "closed"}
    notifications = {"notification applied", "notification repeated"}
    orders_seen = {"paid", "cancelled", "refunded"}
    assert played["seen"] >= payouts | notifications | orders_seen | {"second payment"}


@pytest.mark.django_db
def test_histories_are_the_same_in_every_run(run):
    first, second = run(examples=5), run(examples=5)

    assert len(first["histories"]) >= 5
    assert first["histories"] == second["histories"]
