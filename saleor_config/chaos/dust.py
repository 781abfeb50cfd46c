"""After the storm: the shop comes to rest by its own means, with an advancing clock.

First its own processes get some real time. Back-offs run to hours, so then the same
sweeps that beat starts are run here, against the same database, with the hour they
are told moved on. Nothing is mended by hand but what a person has to do: failed
refunds are repeated, abnormal ones paid out on the merchant platform, and what the
script wants of the operator and the storm prevented.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.errors import DomainError
from plugins.kernel.models import OutboxMessage, OutboxState
from plugins.orders.models import PlacedOrder
from plugins.orders.services.orders_close_overdue import orders_close_overdue
from plugins.orders.states import OrderState
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refund_request import refund_retry
from plugins.wechat_pay.services.refunds_sync_open import refunds_request_owed, refunds_sync_open
from plugins.wechat_pay.states import EventOutcome, RefundState
from saleor_config.chaos.buyers import key_of
from saleor_config.chaos.counter import CLERK
from saleor_config.chaos.diary import Diary
from saleor_config.chaos.fates import Fates
from saleor_config.chaos.scripts import Script
from saleor_config.chaos.wechat import SimulatorRefused, Wechat

#: WeChat's 24 hours of notifying in 24 seconds.
HASTE = 3600
JUMPS = tuple(timedelta(minutes=minutes) for minutes in (2, 15, 60, 360, 720, 1440, 2880, 4320))
#: Sweeps take a hundred at a time.
MOST_SWEEPS = 60
LOOK_SECONDS = 2.0


@dataclass(frozen=True)
class Dust:
    """What has to settle."""

    seed: int
    scripts: Mapping[str, Script]
    fates: Fates
    wechat: Wechat
    diary: Diary
    say: Callable[[str], None]

    def settle(self, *, calm: int) -> None:
        """Let the shop's processes work for `calm` seconds, then move the clock on."""
        self.wechat.calm()
        self.wechat.hasten(HASTE)
        deadline = time.monotonic() + calm
        while time.monotonic() < deadline and self.unsettled():
            time.sleep(LOOK_SECONDS)
        self.say(f"真实时间内余下 · left after real time: {self.unsettled() or 'nothing'}")
        for jump in JUMPS:
            self._operate()
            if not self.unsettled():
                break
            self._sweep(ahead=jump)
            self.say(f"+{jump}: {self.unsettled() or 'nothing is left'}")
        self._hear_the_last(patience=calm)
        self.diary.note(None, "dust", f"left in the end: {self.unsettled() or 'nothing'}")

    def _hear_the_last(self, *, patience: int) -> None:
        """Let WeChat's clock stand, and take in what it pushed until now.

        In haste it goes on telling of settlements for as long as anybody looks.
        """
        self.wechat.hasten(1)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and self.unsettled():
            self._sweep(ahead=JUMPS[-1])
            time.sleep(LOOK_SECONDS)

    def unsettled(self) -> dict[str, int]:
        """Count what is still under way, by kind."""
        close_old_connections()
        counts = {
            "orders awaiting": PlacedOrder.objects.filter(
                state=OrderState.AWAITING_PAYMENT.value
            ).count(),
            "orders to handle": len(self._to_handle()),
            "payments open": WechatPayment.objects.open().count(),
            "refunds": WechatRefund.objects.unsettled().count(),
            "refunds for a person": WechatRefund.objects.needing_a_person().count(),
            "late money": PlacedOrder.objects.filter(state=OrderState.PAID_LATE.value).count(),
            "outbox": OutboxMessage.objects.filter(state=OutboxState.PENDING).count(),
            "events": NotificationEvent.objects.filter(outcome=EventOutcome.STORED.value).count(),
        }
        return {name: number for name, number in counts.items() if number}

    def _to_handle(self) -> list[tuple[Script, str]]:
        """Return paid orders whose fate the storm prevented."""
        paid = PlacedOrder.objects.filter(state=OrderState.PAID.value)
        found = []
        for key, number in paid.order_by("pk").values_list("idempotency_key", "number"):
            script = self.scripts[key]
            if script.index not in self.fates.fulfilled:
                found.append((script, number))
        return found

    def _operate(self) -> None:
        """Do what a person has to do."""
        for script, number in self._to_handle():
            self.fates.fulfil(script, number=number)
        for refund in WechatRefund.objects.needing_a_person():
            try:
                self._help(refund)
            except (DomainError, SimulatorRefused) as refused:
                # It has ended by itself meanwhile, or is looked at again.
                self.diary.note(None, "operator", f"refund {refund}: {refused}")

    def _help(self, refund: WechatRefund) -> None:
        state = RefundState(refund.state)
        if state is RefundState.ABNORMAL:
            self.wechat.tell("POST", f"refunds/{refund.out_refund_no}/success")
        elif state in (RefundState.CLOSED, RefundState.REFUSED):
            refund_retry(refund=refund, requested_by=CLERK, now=timezone.now())

    def _sweep(self, *, ahead: timedelta) -> None:
        """Run every sweep with a clock that is ahead, until none finds anything to do."""
        before: object = None
        for _ in range(MOST_SWEEPS):
            sweep_once(timezone.now() + ahead)
            left = self.unsettled()
            if not left or left == before:
                return
            before = left


def sweep_once(now: datetime) -> None:
    """Run once what beat starts."""
    orders_close_overdue(now=now)
    payments_sync_open(gateway=gateway(), now=now)
    refunds_request_owed(now=now)
    refunds_sync_open(gateway=gateway(), now=now)
    outbox.deliver_due(now=now)


def scripts_by_key(scripts: list[Script], *, seed: int) -> dict[str, Script]:
    return {key_of(seed, script.index): script for script in scripts}
