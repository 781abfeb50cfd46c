"""The operator at the counter: ships and refunds through the shop's own services.

A clerk's process may lose the database like any other, so every act is repeated
with the same key or label until it is answered: by the shop, or by a refusal.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from plugins.kernel.errors import DomainError
from plugins.orders.public import order_id_of
from plugins.shipments.public import Label, Method, shipment_make
from plugins.wechat_pay.public import RefundReason, payment_of_order, refund_request
from saleor_config.chaos.diary import Diary

CLERK = "operator:chaos"
TRIES = 30
PAUSE = 1.0  # seconds; a killed database is back within a few


class CounterClosed(RuntimeError):
    """The database did not come back."""


@dataclass
class Counter:
    """The operator's acts, and what was promised to whom.

    Attributes:
        promised: fen of accepted refunds by order and key.
    """

    diary: Diary
    promised: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    _lock: Lock = field(default_factory=Lock, repr=False)

    def ship(self, index: int, *, number: str) -> bool:
        """Ship the order; False when the shop refuses."""
        labels = [Label("ZTO", f"CH{index:010d}")]

        def act() -> None:
            shipment_make(
                number=number,
                method=Method.EXPRESS,
                labels=labels,
                actor=CLERK,
                now=timezone.now(),
            )

        return self._done(index, "ship", act)

    def refund(self, index: int, *, number: str, key: str, percent: int = 0) -> bool:
        """Promise money back: all that is left, or a share of the total.

        False when the shop refuses.
        """

        def act() -> None:
            payment = payment_of_order(order_id=order_id_of(number=number))
            fen = payment.total_fen * percent // 100 if percent else payment.total_fen
            promised = refund_request(
                payment_id=payment.pk,
                fen=max(1, fen if percent else fen - self._promised_besides(index, key)),
                reason=RefundReason.GOODWILL,
                key=f"chaos:{key}",
                requested_by=CLERK,
                now=timezone.now(),
            )
            with self._lock:
                self.promised[index][key] = promised.fen

        return self._done(index, f"refund {key} {percent or 'all'}", act)

    def _promised_besides(self, index: int, key: str) -> int:
        with self._lock:
            return sum(fen for name, fen in self.promised[index].items() if name != key)

    def _done(self, index: int, what: str, act: Callable[[], Any]) -> bool:
        told: Exception | None = None
        for _ in range(TRIES):
            try:
                act()
            except DomainError as refused:
                self.diary.note(index, "operator", f"{what} → refused {refused.code}")
                self.diary.count(f"operator refused {refused.code}")
                return False
            except (OperationalError, InterfaceError) as lost:
                self.diary.note(index, "operator", f"{what} → database lost ({lost})".strip())
                told = lost
                time.sleep(PAUSE)
            else:
                self.diary.note(index, "operator", f"{what} → done")
                return True
            finally:
                # Clerks come and go, and each would leave a connection behind.
                connection.close()
        raise CounterClosed(f"order {index}: {what}: {told}")
