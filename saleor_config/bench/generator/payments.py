"""The money of an order: WeChat's payment, the engine's books of it, and what went back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from saleor.payment import ChargeStatus, TransactionKind
from saleor.payment.models import Payment, Transaction

from plugins.after_sales.rules.case_state import CaseState
from plugins.cards.models import CardPayment
from plugins.cards.states import CardState
from plugins.child_orders.models import ChildRefund
from plugins.orders.models import RefundShare
from plugins.orders.states import OrderState
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund
from plugins.wechat_pay.states import (
    REASON_TEXT,
    EventOutcome,
    PaymentState,
    RefundReason,
    RefundState,
)
from saleor_config.bench.generator.copying import Ids, Rows
from saleor_config.bench.generator.goods import yuan
from saleor_config.bench.generator.orders import GATEWAY, Kept
from saleor_config.bench.generator.plans import PAYMENT, PartPlan
from saleor_config.bench.generator.world import World

#: Nobody asks WeChat about what it has never heard of.
NEVER = timedelta(days=3650)
_UNDER_WAY = {
    CaseState.REFUNDING: RefundState.PROCESSING,
    CaseState.REFUND_FAILED: RefundState.ABNORMAL,
}


@dataclass(frozen=True, slots=True)
class RefundPlan:
    """Money on its way back for one part of an order."""

    index: int
    part: PartPlan
    key: str
    fen: int
    reason: RefundReason
    state: RefundState
    asked_at: datetime
    finished_at: datetime | None


def case_number(kept: Kept, part: PartPlan) -> str:
    assert part.case is not None  # noqa: S101 - asked for parts that have one
    return f"S{part.case.requested_at:%y%m%d}{(kept.order_id * 7 + part.lines[0]) % 10**10:010d}"


def refunds_of(kept: Kept) -> Iterator[RefundPlan]:
    """Say what was promised back of an order, and how far that has come."""
    for index, part in enumerate(kept.plan.parts):
        if part.stays and part.refunded_at is not None:
            yield RefundPlan(
                index, part, f"out-of-stock:{kept.child_number(index)}", part.refunded_fen,
                RefundReason.OUT_OF_STOCK, RefundState.SUCCEEDED, part.refunded_at, part.refunded_at,
            )  # fmt: skip
        elif part.case is not None and (part.refunded_at or part.case.state in _UNDER_WAY):
            state = _UNDER_WAY.get(part.case.state, RefundState.SUCCEEDED)
            yield RefundPlan(
                index, part, f"after-sales:{case_number(kept, part)}",
                kept.plan.lines[part.lines[0]].fen, RefundReason.AFTER_SALES, state,
                part.case.requested_at + timedelta(hours=1), part.refunded_at,
            )  # fmt: skip


class PaymentWriter:
    """The tables of money."""

    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.never = world.size.until + NEVER
        self.ids = {model: Ids(model) for model in (Payment, WechatPayment)}
        self.wechat = Rows(
            WechatPayment, "id", "order_id", "out_trade_no", "openid", "total_fen", "state",
            "opened_at", "pay_by", "prepay_id", "transaction_id", "paid_at", "payout", "closed_at",
            appid=world.appid, mchid=world.mchid, description="大冶特产",
            notify_url="https://generated.example.com/wechat-pay/notify/", check_after=self.never,
        )  # fmt: skip
        # Begun by card and not gone through with.
        self.cards = Rows(
            CardPayment, "order_id", "order_number", "idempotency_key", "total_fen", "opened_at",
            "canceled_at",
            state=CardState.CANCELED.value, check_after=self.never,
        )  # fmt: skip
        self.payments = Rows(
            Payment, "id", "order_id", "token", "total", "captured_amount", "charge_status",
            "is_active", "billing_email", "created", "modified",
            gateway=GATEWAY, currency="CNY",
        )  # fmt: skip
        self.transactions = Rows(
            Transaction, "payment_id", "token", "kind", "amount", "created",
            is_success=True, currency="CNY", gateway_response={},
        )  # fmt: skip
        self.events = Rows(
            NotificationEvent, "event_id", "body", "received_at", "applied_at", "payment_id",
            event_type="TRANSACTION.SUCCESS", headers={}, outcome=EventOutcome.APPLIED.value,
        )  # fmt: skip
        self.refunds = Rows(
            WechatRefund, "payment_id", "out_refund_no", "key", "fen", "reason", "reason_text",
            "state", "refund_id", "created_at", "asked_at", "finished_at", "last_error",
            notify_url="https://generated.example.com/wechat-pay/notify/", attempts=1,
            requested_by="system:generate", check_after=self.never,
        )  # fmt: skip
        self.shares = Rows(RefundShare, "order_id", "key", "order_line_id", "fen")
        self.child_refunds = Rows(ChildRefund, "child_order_id", "key", "fen", "counted_at")

    def tables(self) -> list[Rows]:
        return [each for each in vars(self).values() if isinstance(each, Rows)]

    def add(self, kept: Kept) -> None:
        plan = kept.plan
        if plan.state is OrderState.CANCELLED and plan.number % 2:
            self.cards.add(
                kept.order_id, plan.name, f"{self.size.mark}-{plan.number:09d}", plan.total_fen,
                plan.placed_at, plan.cancelled_at,
            )  # fmt: skip
            return
        payment_id = self._wechat(kept)
        if plan.paid_at is None:
            return
        refunds = list(refunds_of(kept))
        self._engine(kept, refunds)
        number = f"{self.size.mark}-{plan.number:09d}"
        self.events.add(
            f"{number}-paid", number.encode() * 8, plan.paid_at, plan.paid_at, payment_id
        )
        for refund in refunds:
            self._refund(kept, payment_id, refund)

    def _wechat(self, kept: Kept) -> int:
        plan, payment_id = kept.plan, self.ids[WechatPayment].next()
        if plan.paid_at is not None:
            state = PaymentState.PAID
        else:
            state = PaymentState.CLOSED if plan.cancelled_at else PaymentState.OPEN
        self.wechat.add(
            payment_id, kept.order_id, f"{self.size.mark}{plan.number:09d}", kept.buyer.openid,
            plan.total_fen, state.value, plan.placed_at, plan.placed_at + PAYMENT,
            f"wx{plan.name}", kept.transaction_id if plan.paid_at else None, plan.paid_at,
            "applied" if plan.paid_at else "", plan.cancelled_at,
        )  # fmt: skip
        return payment_id

    def _engine(self, kept: Kept, refunds: list[RefundPlan]) -> None:
        plan, payment_id = kept.plan, self.ids[Payment].next()
        assert plan.paid_at is not None  # noqa: S101 - asked for paid orders
        done = [each for each in refunds if each.state is RefundState.SUCCEEDED]
        left = plan.total_fen - sum(each.fen for each in done)
        if not done:
            status = ChargeStatus.FULLY_CHARGED
        else:
            status = ChargeStatus.PARTIALLY_REFUNDED if left else ChargeStatus.FULLY_REFUNDED
        self.payments.add(
            payment_id, kept.order_id, kept.transaction_id, yuan(plan.total_fen), yuan(left),
            str(status), bool(left), kept.buyer.email, plan.paid_at, plan.paid_at,
        )  # fmt: skip
        self.transactions.add(
            payment_id, kept.transaction_id, str(TransactionKind.CAPTURE), yuan(plan.total_fen),
            plan.paid_at,
        )  # fmt: skip
        for each in done:
            self.transactions.add(
                payment_id, refund_id(kept, each), str(TransactionKind.REFUND), yuan(each.fen),
                each.finished_at,
            )  # fmt: skip

    def _refund(self, kept: Kept, payment_id: int, refund: RefundPlan) -> None:
        part, is_odd = refund.part, refund.state is RefundState.ABNORMAL
        self.refunds.add(
            payment_id, f"{self.size.mark}r{kept.plan.number:09d}-{refund.index}", refund.key,
            refund.fen, refund.reason.value, REASON_TEXT[refund.reason], refund.state.value,
            refund_id(kept, refund), refund.asked_at, refund.asked_at, refund.finished_at,
            "用户账户异常" if is_odd else "",
        )  # fmt: skip
        lines = part.lines if part.stays else part.lines[:1]
        for line in lines:
            fen = kept.plan.lines[line].fen
            self.shares.add(kept.order_id, refund.key, kept.line_ids[line], fen)
        if part.stays and part.shipping_fen:
            self.shares.add(kept.order_id, refund.key, None, part.shipping_fen)
        if refund.state is RefundState.SUCCEEDED:
            child_id = kept.child_ids[refund.index]
            self.child_refunds.add(child_id, refund.key, refund.fen, refund.finished_at)


def refund_id(kept: Kept, refund: RefundPlan) -> str:
    return f"50{kept.transaction_id[2:24]}{refund.index}"
