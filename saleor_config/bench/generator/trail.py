"""The audit trail of an order, and the side effects that were owed for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from plugins.child_orders.models import ChildOrder
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState
from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from saleor_config.bench.generator.copying import Rows
from saleor_config.bench.generator.orders import Kept
from saleor_config.bench.generator.world import World

SYSTEM = "system:generate"
_ORDER, _CHILD = PlacedOrder._meta.label_lower, ChildOrder._meta.label_lower
#: One effect in so many was tried too often and waits for a person.
DEAD_IN = 2500


class TrailWriter:
    """What is known of who did what, and what the outside world was owed."""

    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.entries = Rows(
            AuditEntry, "at", "action", "object_type", "object_id", "actor", "details"
        )
        self.outbox = Rows(
            OutboxMessage, "topic", "key", "payload", "state", "attempts", "created_at", "due_at",
            "done_at", "last_error",
        )  # fmt: skip

    def tables(self) -> list[Rows]:
        return [self.entries, self.outbox]

    def add(self, kept: Kept) -> None:
        plan, buyer = kept.plan, f"buyer:{kept.buyer.user_id}"
        details = {"order": kept.order_id, "total_fen": plan.total_fen}
        self._order(kept, "placed", plan.placed_at, actor=buyer, details=details)
        if plan.paid_at is not None:
            self._order(kept, "paid", plan.paid_at, details={"fen": plan.total_fen})
            self._owe(kept, "orders.paid", plan.paid_at)
        if plan.cancelled_at is not None:
            self._order(kept, "cancelled", plan.cancelled_at)
        for index, part in enumerate(plan.parts):
            moments = (
                ("made", plan.placed_at), ("to_ship", part.paid_at), ("ready", part.ready_at),
                ("collected", part.collected_at), ("shipped", part.shipped_at),
                ("received", part.received_at), ("refunded", part.refunded_at),
            )  # fmt: skip
            for what, at in moments:
                if at is not None and (what != "refunded" or part.state.value == "refunded"):
                    self.entries.add(
                        at, f"child_orders.child_order.{what}", _CHILD,
                        str(kept.child_ids[index]), SYSTEM, {},
                    )  # fmt: skip
            if part.refunded_at is not None:
                fen = {"fen": part.refunded_fen}
                self._order(kept, "money_returned", part.refunded_at, details=fen)
        if plan.state is OrderState.REFUNDED:
            last = max(part.refunded_at for part in plan.parts if part.refunded_at)
            self._order(kept, "refunded", last)

    def _order(
        self,
        kept: Kept,
        what: str,
        at: datetime,
        *,
        actor: str = SYSTEM,
        details: dict[str, int] | None = None,
    ) -> None:
        self.entries.add(
            at, f"orders.order.{what}", _ORDER, str(kept.placed_id), actor, details or {}
        )

    def _owe(self, kept: Kept, topic: str, at: datetime) -> None:
        is_dead = kept.plan.number % DEAD_IN == DEAD_IN - 1
        state = OutboxState.DEAD if is_dead else OutboxState.DONE
        self.outbox.add(
            topic, str(kept.order_id), {"order_id": kept.order_id}, str(state),
            6 if is_dead else 1, at, at, None if is_dead else at + timedelta(seconds=2),
            "ConnectError: Connection refused" if is_dead else "",
        )  # fmt: skip
