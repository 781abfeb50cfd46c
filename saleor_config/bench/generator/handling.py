"""What happens after the money: parcels, complaints, fapiao, and words about all of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from plugins.after_sales.models import Case, CaseLine, LineTally, OrderTally
from plugins.after_sales.rules.case_state import CaseState
from plugins.after_sales.rules.deadlines import deadline_of
from plugins.after_sales.states import RELEASED
from plugins.child_orders.models import ChildMessage, Side
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.states import FapiaoState
from plugins.kernel.models import AuditEntry
from plugins.messages.models import Message
from plugins.messages.rules import MessageKind
from plugins.messages.states import MessageState
from plugins.shipments.models import Parcel, Shipment, ShippingReminder
from plugins.shipments.states import ShipmentState
from saleor_config.bench.generator import words
from saleor_config.bench.generator.copying import Ids, Rows
from saleor_config.bench.generator.orders import Kept, tracking_no
from saleor_config.bench.generator.payments import case_number
from saleor_config.bench.generator.plans import CasePlan, PartPlan
from saleor_config.bench.generator.world import World

_CASE, _TRACE = Case._meta.label_lower, "after_sales.case"
ASKED = "什么时候能发货？家里等着用。"
ANSWERED = "今天下午统一发出，请放心。"
FAPIAO_WAITS = timedelta(days=4)
_ENDED = {
    0: FapiaoState.REFUSED,
    1: FapiaoState.WITHDRAWN,
}


class HandlingWriter:
    """The tables of whoever handles an order."""

    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.ids = {model: Ids(model) for model in (Shipment, OrderTally, LineTally, Case)}
        self.shipments = Rows(
            Shipment, "id", "order_id", "part", "lines", "state", "opened_at", "shipped_at",
            "report_time", "reported_at", "received_at", "settled_at", "last_error",
            method="express", version=1,
        )  # fmt: skip
        self.parcels = Rows(Parcel, "shipment_id", "tracking_no", company="ZTO")
        self.reminders = Rows(ShippingReminder, "order_id", "first_at", "last_at", times=1)
        self.tallies = Rows(OrderTally, "id", "order_id", "total_fen", "shipping_fen")
        self.line_tallies = Rows(
            LineTally, "id", "tally_id", "order_line_id", "quantity", "paid_fen"
        )
        self.cases = Rows(
            Case, "id", "number", "order_id", "child_order_id", "buyer_id", "idempotency_key",
            "kind", "reason",
            "is_shipped", "fen", "state", "moves", "requested_at", "due_at", "remind_at",
            "answered_by", "answer_note", "return_company", "return_tracking_no", "appeal",
            "refunded_at", "trouble",
            description="打开后发现与描述不符。",
        )  # fmt: skip
        self.case_lines = Rows(CaseLine, "case_id", "line_id", "quantity", "fen")
        self.trail = Rows(
            AuditEntry, "at", "action", "object_id", "actor", object_type=_CASE, details={}
        )
        self.fapiao = Rows(
            FapiaoRequest, "order_id", "child_order_id", "buyer_id", "kind", "title", "tax_number", "email",
            "state", "requested_at", "decided_at", "number", "issued_on", "issued_fen", "refusal",
        )  # fmt: skip
        self.words = Rows(ChildMessage, "child_order_id", "side", "author_id", "text", "sent_at")
        self.messages = Rows(
            Message, "buyer_id", "order_id", "kind", "occasion", "facts", "state", "created_at",
            "sent_at", "last_error",
        )  # fmt: skip
        #: Cases that ended without money: the database wants to see them end.
        self.to_release: dict[CaseState, list[int]] = {state: [] for state in RELEASED}

    def tables(self) -> list[Rows]:
        return [each for each in vars(self).values() if isinstance(each, Rows)]

    def release(self) -> None:
        """End the cases whose goods may be asked for again; their tallies follow."""
        for state, ids in self.to_release.items():
            Case.objects.filter(pk__in=ids).update(state=state.value)
            ids.clear()

    def add(self, kept: Kept) -> None:
        plan = kept.plan
        if not plan.is_paid:
            return
        self._tell(kept, MessageKind.PAID, str(kept.order_id), amount=plan.total_fen)
        for index, part in enumerate(plan.parts):
            if part.shipped_at is not None:
                self._shipment(kept, index, part)
            if (plan.number + index) % 23 == 0:
                self._words(kept, index, part)
            if plan.number % 7 == 0 and part.refunded_fen < part.total_fen:
                self._fapiao(kept, index, part)
        if plan.number % 401 == 0 and plan.paid_at is not None:
            at = plan.paid_at + timedelta(hours=40)
            self.reminders.add(kept.order_id, at, at)
        if any(part.case for part in plan.parts):
            self._cases(kept)

    def _shipment(self, kept: Kept, index: int, part: PartPlan) -> None:
        shipment_id = self.ids[Shipment].next()
        lines = {str(kept.line_ids[line]): kept.plan.lines[line].quantity for line in part.lines}
        assert part.shipped_at is not None  # noqa: S101 - asked for parts that have left
        is_refused = kept.plan.number % 3001 == 0
        reported_at = None if is_refused else part.shipped_at + timedelta(minutes=1)
        settled_at = part.received_at + timedelta(days=1) if part.received_at else None
        if settled_at is not None and settled_at > self.size.until:
            settled_at = None
        self.shipments.add(
            shipment_id, kept.order_id, kept.child_number(index), lines,
            (ShipmentState.REFUSED if is_refused else ShipmentState.REPORTED).value,
            part.shipped_at, part.shipped_at, reported_at, reported_at, part.received_at,
            settled_at, "运单号不存在" if is_refused else "",
        )  # fmt: skip
        self.parcels.add(shipment_id, tracking_no(kept, index))
        occasion = f"{kept.order_id}:{kept.child_number(index)}"
        tracking = tracking_no(kept, index)
        self._tell(kept, MessageKind.SHIPPED, occasion, company="中通快递", tracking=tracking)

    def _tell(self, kept: Kept, kind: MessageKind, occasion: str, **facts: object) -> None:
        at = kept.plan.paid_at
        assert at is not None  # noqa: S101 - asked for paid orders
        is_sent = kept.plan.number % 3 > 0
        state = MessageState.SENT if is_sent else MessageState.NOT_WANTED
        goods = kept.plan.lines[0].good.name
        self.messages.add(
            kept.buyer.user_id, kept.order_id, kind.value, occasion,
            {"number": kept.plan.name, "goods": goods, "time": at.isoformat(), **facts},
            state.value, at, at if is_sent else None, "" if is_sent else "not_subscribed",
        )  # fmt: skip

    def _words(self, kept: Kept, index: int, part: PartPlan) -> None:
        assert part.paid_at is not None  # noqa: S101 - asked for paid orders
        child_id, at = kept.child_ids[index], part.paid_at + timedelta(hours=1)
        self.words.add(child_id, Side.BUYER.value, kept.buyer.user_id, ASKED, at)
        if kept.plan.number % 5:
            owner_id = self._owner_of(kept, part)
            later = at + timedelta(hours=2)
            self.words.add(child_id, Side.ENTERPRISE.value, owner_id, ANSWERED, later)

    def _owner_of(self, kept: Kept, part: PartPlan) -> int:
        enterprise_id = kept.plan.lines[part.lines[0]].good.enterprise_id
        return self.world.owner_of(enterprise_id)

    def _cases(self, kept: Kept) -> None:
        tally_id = self.ids[OrderTally].next()
        self.tallies.add(tally_id, kept.order_id, kept.plan.total_fen, kept.plan.shipping_fen)
        tallies = self.ids[LineTally].take(len(kept.plan.lines))
        for number, line in enumerate(kept.plan.lines):
            self.line_tallies.add(
                tallies[number], tally_id, kept.line_ids[number], line.quantity, line.fen
            )
        for index, part in enumerate(kept.plan.parts):
            if part.case is not None:
                self._case(kept, index, part.case, tallies)

    def _case(self, kept: Kept, index: int, case: CasePlan, tallies: list[int]) -> None:
        part = kept.plan.parts[index]
        case_id, first = self.ids[Case].next(), part.lines[0]
        line, number = kept.plan.lines[first], case_number(kept, part)
        is_released = case.state in RELEASED
        state = CaseState.REQUESTED if is_released else case.state
        if is_released:
            self.to_release[case.state].append(case_id)
        deadline = deadline_of(case.state, since=case.requested_at)
        is_answered = case.state not in (CaseState.REQUESTED, CaseState.WITHDRAWN)
        was_refused = case.state in (
            CaseState.REFUSED, CaseState.ARBITRATION, CaseState.REJECTED
        )  # fmt: skip
        is_back = case.state is CaseState.RETURNING
        self.cases.add(
            case_id, number, kept.order_id, kept.child_ids[index], kept.buyer.user_id,
            f"{self.size.mark}-{number}",
            case.kind.value, case.reason.value, case.is_shipped, line.fen, state.value,
            1 if is_answered else 0, case.requested_at, deadline.due_at, deadline.remind_at,
            "system:generate" if is_answered else "", "商品完好" if was_refused else "",
            "ZTO" if is_back else "", f"73{number[1:]}" if is_back else "",
            "照片里能看到破损" if case.state is CaseState.ARBITRATION else "", part.refunded_at,
            "微信退款异常" if case.state is CaseState.REFUND_FAILED else "",
        )  # fmt: skip
        self.case_lines.add(case_id, tallies[first], line.quantity, line.fen)
        self._trace(kept, case_id, case, part.refunded_at)

    def _trace(
        self, kept: Kept, case_id: int, case: CasePlan, refunded_at: datetime | None
    ) -> None:
        """Ask, and what became of it: the page of a case shows both."""
        action, buyer = f"{_TRACE}.requested", f"buyer:{kept.buyer.user_id}"
        self.trail.add(case.requested_at, action, str(case_id), buyer)
        if case.state is not CaseState.REQUESTED:
            at = refunded_at or min(case.requested_at + timedelta(hours=1), self.size.until)
            self.trail.add(at, f"{_TRACE}.{case.state.value}", str(case_id), "system:generate")

    def _fapiao(self, kept: Kept, index: int, part: PartPlan) -> None:
        plan, asked_at = kept.plan, kept.plan.placed_at + timedelta(hours=30)
        if asked_at > self.size.until:
            return
        is_young = self.size.until - asked_at < FAPIAO_WAITS
        draw = plan.number // 7 % 12
        state = FapiaoState.REQUESTED if is_young else _ENDED.get(draw, FapiaoState.ISSUED)
        is_business, is_issued = draw % 2 == 0, state is FapiaoState.ISSUED
        code = words.credit_code(kind="company", seed=self.size.seed + 1, number=plan.number)
        decided_at = None if state is FapiaoState.REQUESTED else asked_at + timedelta(days=1)
        self.fapiao.add(
            kept.order_id, kept.child_ids[index], kept.buyer.user_id,
            "enterprise" if is_business else "personal",
            "武汉东湖某某科技有限公司" if is_business else "李晓梅", code if is_business else "",
            kept.buyer.email, state.value, asked_at, decided_at,
            f"25{self.size.seed % 1000:03d}{plan.number * 100 + index:015d}" if is_issued else "",
            decided_at.date() if is_issued and decided_at else None,
            part.total_fen - part.refunded_fen if is_issued else None,
            RefusalReason.DETAILS_WRONG.value if state is FapiaoState.REFUSED else "",
        )  # fmt: skip
