"""An order of two enterprises, paid for sharing through the simulator, received and settled."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.settlement.models import LedgerEntry, ShareReceiver
from plugins.settlement.services.child_settle import children_settle_due
from plugins.settlement.services.receiver_register import receiver_register, receivers_send_due
from plugins.settlement.services.sharing_sweep import sharing_sweep
from plugins.shipments.models import Shipment
from plugins.shipments.public import Label, Method, shipment_make, shipment_receive
from plugins.wechat_pay import shares
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.protocol.connection import ClientConfig
from plugins.wechat_pay.protocol.shares import ShareClient
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.shares import WechatShares
from plugins.wechat_simulator import orders
from plugins.wechat_simulator import settlement as simulated
from tests.unit.child_orders.conftest import bakery, child_of, orchard, peach
from tests.unit.settlement.conftest import rates
from tests.unit.wechat_pay.fixtures import client, merchant, openid, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "at",
    "paid",
    "receivers",
    "settled",
    "shared",
    "shared_clock",
    "sharer",
    "bakery",
    "child_of",
    "client",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "merchant",
    "openid",
    "orchard",
    "peach",
    "rates",
    "transport",
    "verifier",
    "world",
]
ACCOUNTS = {"orchard": "1900000109", "bakery": "1900000110"}


@pytest.fixture
def shared_clock(clock):
    """Now, in the middle of a month's day: sharing and its month's books agree on the date."""
    clock.seconds = time.time()
    return clock


@pytest.fixture
def at(shared_clock):
    """`at()` is the simulator's present, `at(minutes=3)` a little later; both clocks move."""

    def moment(**later) -> datetime:
        shared_clock.forward(timedelta(**later).total_seconds())
        return datetime.fromtimestamp(shared_clock(), UTC)

    return moment


@pytest.fixture
def sharer(client, merchant, identity, transport, verifier, shared_clock, monkeypatch, settings):
    """Sharing is on, and goes to the simulator."""
    settings.WECHAT_PROFIT_SHARING = True
    made = ShareClient(
        config=ClientConfig(
            appid=identity.appid,
            merchant=merchant,
            base_url="http://127.0.0.1",
            preferred_serial=identity.public_key_id,
        ),
        verifier=verifier,
        transport=transport,
        now=shared_clock.whole,
        sleep=lambda _seconds: None,
    )
    monkeypatch.setattr(shares, "share_gateway", lambda: made)
    return made


@pytest.fixture
def paid(buy, buyer_li, mahua, peach, rates, sharer, client, openid, world, at):
    """Li's order, 164.20, paid through the simulator and opened for sharing."""
    placed = buy(buyer_li, (mahua, 3), (peach, 2), pay=False)
    payment_prepay(number=placed.number, buyer=buyer_li, openid=openid, gateway=client, now=at())
    payment = WechatPayment.objects.get()
    orders.pay(world, payment.out_trade_no)
    payments_sync_open(gateway=client, now=at(minutes=2))
    child_orders_follow(order_id=placed.order_id, now=at())
    placed.refresh_from_db()
    assert placed.state == "paid"
    return placed


@pytest.fixture
def receivers(bakery, orchard, sharer, at):
    """Both enterprises are entered at WeChat."""
    for enterprise, account in ((bakery, "bakery"), (orchard, "orchard")):
        receiver_register(
            enterprise_id=enterprise.pk, account=ACCOUNTS[account], actor="staff:3", now=at()
        )
    assert receivers_send_due(provider=WechatShares(), now=at(), limit=9) == 2
    assert set(ShareReceiver.objects.values_list("state", flat=True)) == {"active"}


@pytest.fixture
def settled(paid, world, at):
    """Everything arrived, WeChat settled, and the ledger has the sales."""
    now = at()
    shipment_make(
        number=paid.number,
        method=Method.EXPRESS,
        labels=[Label("ZTO", "75312345678901")],
        actor="staff:3",
        now=now,
    )
    shipment_receive(order_id=paid.order_id, at=now, by="buyer:1")
    Shipment.objects.update(settled_at=now, reported_at=now, state="reported")
    child_orders_follow(order_id=paid.order_id, now=now)
    assert set(ChildOrder.objects.values_list("state", flat=True)) == {"received"}
    children_settle_due(now=now)
    payment = WechatPayment.objects.get()
    order = {"out_trade_no": payment.out_trade_no, "transaction_id": payment.transaction_id}
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO shipments (transaction_id, content, upload_time, uploads, confirmed_at,"
            " confirm_method) VALUES (?, '{}', '', 1, ?, 2)",
            (payment.transaction_id, world.book_now()),
        )
    simulated.settle_by_hand(
        world,
        world.ledger.row("SELECT * FROM orders WHERE out_trade_no = ?", order["out_trade_no"]),
    )
    return paid


@pytest.fixture
def shared(settled, receivers, at):
    """What is owed is shared and has arrived."""
    sharing_sweep(now=at())
    sharing_sweep(now=at(minutes=5))
    return settled


def owed_to(enterprise) -> int:
    return sum(LedgerEntry.objects.filter(enterprise=enterprise).values_list("fen", flat=True))


def truth(world) -> dict[str, int]:
    """What the simulator says reached each merchant, returns taken off, in fen."""
    received = world.ledger.rows(
        "SELECT account, sum(amount) AS fen FROM split_receivers JOIN splits USING (out_order_no)"
        " WHERE kind = 'split' AND result = 'SUCCESS' GROUP BY account"
    )
    back = world.ledger.rows(
        "SELECT return_mchid AS account, sum(amount) AS fen FROM split_returns"
        " WHERE result = 'SUCCESS' GROUP BY return_mchid"
    )
    sums = {row["account"]: row["fen"] for row in received}
    for row in back:
        sums[row["account"]] -= row["fen"]
    return sums
