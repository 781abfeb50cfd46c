"""What becomes of each order, drawn from the seed. Pure: ids of people and goods go in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from plugins.after_sales.rules.case_state import CaseState
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.child_orders import rules
from plugins.child_orders.states import ChildState
from plugins.listings.public import Promise
from plugins.orders.rules import placing
from plugins.orders.states import OrderState
from saleor_config.bench.generator import words
from saleor_config.bench.generator.size import Size
from saleor_config.bench.generator.world import Good

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Orders this young still wait for their payment.
PAYMENT = timedelta(minutes=30)
#: Younger cases are still under way.
CASES_LAST = timedelta(days=7)
#: What holds for goods of which nobody has said more.
PROMISE = Promise(hours=48)
SHIPPING_FEN = (0, 500, 500, 600, 800, 1200)
ACTIVE = (
    CaseState.REQUESTED, CaseState.WAITING_RETURN, CaseState.RETURNING, CaseState.REFUNDING,
    CaseState.REFUSED, CaseState.ARBITRATION,
)  # fmt: skip
ENDED = (
    *(CaseState.REFUNDED,) * 12, CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.CLOSED,
    CaseState.REFUND_FAILED,
)  # fmt: skip


@dataclass(slots=True)
class CasePlan:
    """A request about the first line of a part, all of its units."""

    state: CaseState
    kind: Kind
    reason: Reason
    requested_at: datetime
    is_shipped: bool


@dataclass(slots=True)
class LinePlan:
    good: Good
    quantity: int

    @property
    def fen(self) -> int:
        return self.good.fen * self.quantity


@dataclass(slots=True)
class PartPlan:
    """One enterprise's part of an order; money in fen.

    Attributes:
        refunded_fen: what has gone back of it.
        stays: its goods were refunded before they left.
    """

    lines: list[int]
    goods_fen: int
    shipping_fen: int
    state: ChildState
    paid_at: datetime | None = None
    ship_by: datetime | None = None
    ready_at: datetime | None = None
    collected_at: datetime | None = None
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    stays: bool = False
    refunded_fen: int = 0
    refunded_at: datetime | None = None
    case: CasePlan | None = None

    @property
    def total_fen(self) -> int:
        return self.goods_fen + self.shipping_fen


@dataclass(slots=True)
class OrderPlan:
    number: int
    name: str
    buyer: int
    placed_at: datetime
    lines: list[LinePlan]
    shipping_fen: int
    parts: list[PartPlan]
    state: OrderState
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None

    @property
    def total_fen(self) -> int:
        return sum(line.fen for line in self.lines) + self.shipping_fen

    @property
    def refunded_fen(self) -> int:
        return sum(part.refunded_fen for part in self.parts)

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None and self.cancelled_at is None


def order_plan(size: Size, number: int, goods: Sequence[Good], buyers: int) -> OrderPlan:
    """Draw one order: what is bought, and how far it has come by `size.until`."""
    dice = size.dice("order", number)
    placed_at = size.moment(number)
    plan = OrderPlan(
        number=number,
        name=placing.order_number(
            day=placed_at, random_digits=words.order_digits(seed=size.seed, number=number)
        ),
        buyer=int(buyers * dice.random() ** 2),
        placed_at=placed_at,
        lines=_lines(dice, goods),
        shipping_fen=dice.choice(SHIPPING_FEN),
        parts=[],
        state=OrderState.AWAITING_PAYMENT,
    )
    plan.parts = _parts(plan)
    if size.until - placed_at < PAYMENT:
        return plan
    if dice.random() < 0.06:
        _cancel(plan)
    else:
        _pay(plan, dice, size.until)
    return plan


def _lines(dice: Random, goods: Sequence[Good]) -> list[LinePlan]:
    chosen = {dice.randrange(len(goods)) for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4)))}
    return [LinePlan(goods[index], dice.choice((1, 1, 1, 2, 3))) for index in sorted(chosen)]


def _parts(plan: OrderPlan) -> list[PartPlan]:
    """Divide the order by the shop's own rule."""
    sold = [
        rules.SoldLine(index, line.good.enterprise_id, line.quantity, line.fen)
        for index, line in enumerate(plan.lines)
    ]
    return [
        PartPlan(
            [line.line_id for line in share.lines],
            share.goods_fen,
            share.shipping_fen,
            ChildState.AWAITING_PAYMENT,
        )
        for share in rules.split_order(lines=sold, shipping_fen=plan.shipping_fen)
    ]


def _cancel(plan: OrderPlan) -> None:
    plan.state, plan.cancelled_at = OrderState.CANCELLED, plan.placed_at + PAYMENT
    for part in plan.parts:
        part.state = ChildState.CANCELLED


def _pay(plan: OrderPlan, dice: Random, until: datetime) -> None:
    paid_at = plan.placed_at + timedelta(seconds=dice.randrange(20, 1500))
    plan.state, plan.paid_at = OrderState.PAID, paid_at
    for part in plan.parts:
        part.paid_at, part.ship_by = paid_at, rules.ship_by(paid_at=paid_at, promises=[PROMISE])
        part.state = ChildState.TO_SHIP
        _handle(plan, part, dice, until)
    if plan.refunded_fen == plan.total_fen:
        plan.state = OrderState.REFUNDED


def _handle(plan: OrderPlan, part: PartPlan, dice: Random, until: datetime) -> None:
    """Carry a paid part on to where it stands by `until`."""
    assert part.paid_at is not None  # noqa: S101 - `_pay` has set it
    if dice.random() < 0.012 and until - part.paid_at > DAY:
        part.stays, part.refunded_fen = True, part.total_fen
        part.refunded_at, part.state = part.paid_at + 10 * HOUR, ChildState.REFUNDED
        return
    hours = dice.expovariate(1 / 14) + 2
    if dice.random() < 0.0008:
        hours = 10_000  # forgotten by its enterprise
    shipped_at = part.paid_at + HOUR * hours
    if shipped_at > until:
        _pack(part, dice, until)
        return
    part.shipped_at, part.state = shipped_at, ChildState.SHIPPED
    received_at = shipped_at + timedelta(hours=dice.randrange(20, 140))
    if received_at <= until:
        part.received_at, part.state = received_at, ChildState.RECEIVED
    if dice.random() < 0.035:
        _complain(plan, part, dice, until)


def _pack(part: PartPlan, dice: Random, until: datetime) -> None:
    draw = dice.random()
    assert part.paid_at is not None  # noqa: S101 - `_pay` has set it
    ready_at = part.paid_at + (until - part.paid_at) / 3
    if draw < 0.25:
        part.state, part.ready_at = ChildState.READY, ready_at
    elif draw < 0.4:
        part.state, part.ready_at = ChildState.COLLECTED, ready_at
        part.collected_at = ready_at + (until - ready_at) / 2
    elif draw < 0.44:
        part.case = CasePlan(
            CaseState.REQUESTED, Kind.REFUND_ONLY, Reason.CHANGED_MIND, ready_at, is_shipped=False
        )


def _complain(plan: OrderPlan, part: PartPlan, dice: Random, until: datetime) -> None:
    """Let the buyer ask her money back for the first line of a part that has left."""
    assert part.shipped_at is not None  # noqa: S101 - `_handle` has set it
    requested_at = (part.received_at or part.shipped_at) + timedelta(hours=dice.randrange(1, 100))
    if requested_at > until:
        return
    is_young = until - requested_at < CASES_LAST
    state = dice.choice(ACTIVE if is_young else ENDED)
    # What nobody has can be complained of without sending it back.
    returns = part.received_at is not None and dice.random() < 0.5
    if state in (CaseState.WAITING_RETURN, CaseState.RETURNING) and not returns:
        state = CaseState.REQUESTED
    kind = Kind.RETURN_AND_REFUND if returns else Kind.REFUND_ONLY
    reason = dice.choice((Reason.QUALITY, Reason.DAMAGED, Reason.WRONG_GOODS))
    part.case = CasePlan(state, kind, reason, requested_at, is_shipped=True)
    if state is CaseState.REFUNDED:
        part.refunded_fen = plan.lines[part.lines[0]].fen
        part.refunded_at = requested_at + 2 * DAY
        if part.refunded_fen == part.total_fen:
            part.state = ChildState.REFUNDED
