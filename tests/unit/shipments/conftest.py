"""A paid order of Li's, and shipping management in memory and in the simulator."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.kernel.errors import GatewayError
from plugins.shipments.gateway import Report, WechatShipping
from plugins.shipments.rules import Label, Method
from plugins.shipments.services.shipment_make import shipment_correct, shipment_make
from plugins.shipments.services.shipment_report import shipment_report
from plugins.shipments.states import WechatOrderState
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from tests.unit.wechat.fixtures import client as mini_client
from tests.unit.wechat.fixtures import pauses, session, wire
from tests.unit.wechat_pay.fixtures import client as pay_client
from tests.unit.wechat_pay.fixtures import merchant, openid, prepay, transport, verifier
from tests.unit.wechat_pay.services.conftest import payment, placed, start, wechat
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "clock",
    "hands",
    "identity",
    "identity_home",
    "merchant",
    "mini_client",
    "openid",
    "pauses",
    "pay_client",
    "payment",
    "placed",
    "prepay",
    "session",
    "start",
    "transport",
    "verifier",
    "wechat",
    "wire",
    "world",
]
ZTO = Label("ZTO", "75312345678901")


class MemoryShipping:
    """What the services' tests talk to: keeps reports, fails on demand."""

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self.failures: list[GatewayError] = []
        self.state = WechatOrderState.SHIPPED

    def fail_next(self, code: str, *, permanent: bool = True) -> None:
        self.failures.append(GatewayError(f"refused {code}", code=code, permanent=permanent))

    def upload(self, report: Report) -> None:
        self.reports.append(report)
        if self.failures:
            raise self.failures.pop(0)

    def order_state(self, transaction_id: str) -> WechatOrderState:
        assert transaction_id
        if self.failures:
            raise self.failures.pop(0)
        return self.state


@pytest.fixture
def shipping() -> MemoryShipping:
    return MemoryShipping()


@pytest.fixture
def simulated(mini_client) -> WechatShipping:
    """The real gateway, wired to the simulator."""
    return WechatShipping(mini_client.wxa)


@pytest.fixture
def paid(payment, wechat, placed):
    """Li has paid 2680 fen through WeChat."""
    payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=timezone.now())
    placed.refresh_from_db()
    payment.refresh_from_db()
    return payment


@pytest.fixture
def ship(placed):
    """`ship()` sends Li's order with ZTO; arguments change that."""

    def make(*labels, method=Method.EXPRESS, number=None):
        return shipment_make(
            number=number or placed.number,
            method=method,
            labels=labels or ([ZTO] if method is Method.EXPRESS else []),
            actor="staff:3",
            now=timezone.now(),
        )

    return make


@pytest.fixture
def correct(placed):
    def mend(*labels, method=Method.EXPRESS):
        return shipment_correct(
            number=placed.number,
            method=method,
            labels=labels,
            actor="staff:3",
            now=timezone.now(),
        )

    return mend


@pytest.fixture
def report(shipping):
    """Send what is owed of a shipment and return its state."""

    def send(shipment, *, now=None):
        shipment_report(shipment=shipment, gateway=shipping, now=now or timezone.now())
        shipment.refresh_from_db()
        return shipment.state

    return send
