"""What WeChat pushes about an order is written down once, whatever the order it comes in."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.audit import history_of
from plugins.kernel.models import OutboxMessage
from plugins.orders.public import order_mark_refunded
from plugins.shipments import errors
from plugins.shipments.models import Shipment, ShippingReminder
from plugins.shipments.pushes import order_settlement, remind_shipping
from plugins.shipments.services.shipment_announce import announce_received, announce_settled
from plugins.shipments.signals import order_received, order_settled
from plugins.wechat.models import WechatPush
from plugins.wechat_pay.public import GATEWAY
from tests.unit.wechat import pushes

EXPECTED, RECEIVED, SETTLED = 1_764_900_000, 1_764_500_000, 1_764_600_000


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


@pytest.fixture
def told(paid):
    """`told(**fields)` is WeChat's word on Li's payment, as a push carries it."""

    def content(**fields):
        return {
            "transaction_id": paid.transaction_id,
            "merchant_id": paid.mchid,
            "merchant_trade_no": paid.out_trade_no,
            "pay_time": 1_764_000_000,
            **fields,
        }

    return content


@pytest.fixture
def settled(told):
    return told(
        shipped_time=1_764_100_000,
        estimated_settlement_time=EXPECTED,
        confirm_receive_method=2,
        confirm_receive_time=RECEIVED,
        settlement_time=SETTLED,
    )


def topics():
    return sorted(OutboxMessage.objects.values_list("topic", flat=True))


def test_push_at_shipping_says_when_the_money_is_expected(told, ship):
    ship()
    before = topics()

    order_settlement(
        content=told(estimated_settlement_time=EXPECTED, shipped_time=1), now=timezone.now()
    )

    shipment = Shipment.objects.get()
    assert shipment.settlement_expected_at == moment(EXPECTED)
    assert (shipment.received_at, shipment.settled_at) == (None, None)
    assert topics() == before


@pytest.mark.parametrize(("method", "by"), [(1, "system:wechat"), (2, "buyer")])
def test_push_when_settled_says_when_it_was_received_and_by_whom(
    settled, ship, report, placed, method, by
):
    shipment = ship()
    report(shipment)

    order_settlement(content={**settled, "confirm_receive_method": method}, now=timezone.now())

    shipment.refresh_from_db()
    assert shipment.received_at == moment(RECEIVED)
    assert (shipment.settled_at, shipment.check_after) == (moment(SETTLED), None)
    trail = {entry.action: entry.actor for entry in history_of(shipment)}
    person = f"buyer:{placed.buyer_id}" if by == "buyer" else by
    assert trail["shipments.shipment.received"] == person
    assert trail["shipments.shipment.settled"] == "system:wechat"
    assert {"shipments.received", "shipments.settled"} <= set(topics())


def test_repeated_and_late_pushes_change_nothing(settled, told, ship):
    shipment = ship()
    order_settlement(content=settled, now=timezone.now())
    before = (topics(), history_of(shipment).count())
    shipment.refresh_from_db()
    known = (shipment.received_at, shipment.settled_at, shipment.settlement_expected_at)

    order_settlement(content={**settled, "settlement_time": SETTLED + 9}, now=timezone.now())
    order_settlement(content=told(estimated_settlement_time=1), now=timezone.now())

    shipment.refresh_from_db()
    assert (topics(), history_of(shipment).count()) == before
    assert (shipment.received_at, shipment.settled_at, shipment.settlement_expected_at) == known


def test_payout_without_a_time_of_receipt_stands_in_for_it(told, ship):
    ship()

    order_settlement(content=told(settlement_time=str(SETTLED)), now=timezone.now())

    assert Shipment.objects.get().received_at == moment(SETTLED)


@pytest.mark.parametrize(
    "change",
    [
        {"transaction_id": "420000"},
        {"merchant_id": "1"},
        {"merchant_trade_no": "x"},
        {"merchant_id": None},
    ],
)
def test_push_about_a_payment_that_is_not_ours_is_refused(told, ship, change):
    ship()

    with pytest.raises(errors.PaymentUnknown):
        order_settlement(content=told(settlement_time=SETTLED, **change), now=timezone.now())
    with pytest.raises(errors.PaymentUnknown):
        remind_shipping(content=told(**change), now=timezone.now())

    assert Shipment.objects.get().settled_at is None
    assert not ShippingReminder.objects.exists()


@pytest.mark.parametrize("value", ["soon", [1], 10**30, {"a": 1}])
def test_unreadable_time_is_refused(told, ship, value):
    ship()

    with pytest.raises(errors.PushUnreadable):
        order_settlement(content=told(settlement_time=value), now=timezone.now())

    assert Shipment.objects.get().settled_at is None


def test_settlement_of_what_we_did_not_ship_is_refused(settled):
    with pytest.raises(errors.ShipmentNotFound):
        order_settlement(content=settled, now=timezone.now())


def test_reminded_orders_stand_first_until_they_are_shipped(told, paid, placed, ship, capsys):
    now = timezone.now()
    remind_shipping(content=told(msg="请发货"), now=now)
    remind_shipping(content=told(msg="请发货"), now=now + timedelta(days=1))

    reminder = ShippingReminder.objects.get()
    assert (reminder.times, reminder.first_at, reminder.last_at) == (
        2,
        now,
        now + timedelta(days=1),
    )
    listed = _listing(capsys)
    assert "微信催发货" in listed
    assert placed.number in listed

    ship()
    assert "微信催发货" not in _listing(capsys)


def test_refunded_order_is_no_longer_urged(told, paid, placed, capsys):
    remind_shipping(content=told(), now=timezone.now())
    order_mark_refunded(
        order_id=placed.order_id,
        refunded_fen=2680,
        gateway=GATEWAY,
        payment_reference=paid.transaction_id,
        refund_reference="r1",
        refunded_at=timezone.now(),
        actor="system:test",
    )

    assert placed.number not in _listing(capsys)


def _listing(capsys):
    call_command("ship", "--list")
    return capsys.readouterr().out


def test_whole_way_from_the_address_to_the_payout(settled, ship, settings):
    settings.WECHAT_APPID = pushes.APPID
    settings.WECHAT_PUSH_TOKEN, settings.WECHAT_PUSH_AES_KEY = pushes.TOKEN, pushes.AES_KEY
    ship()
    content = {**settled, "MsgType": "event", "Event": "trade_manage_order_settlement"}

    for nonce in ("a", "b"):
        query, body = pushes.push(content, nonce=nonce)
        answer = Client().post(
            f"/wechat/push/?{urlencode(query)}", body, content_type="application/json"
        )
        assert answer.content == b"success"
    [owed] = OutboxMessage.objects.filter(topic="wechat.push")
    outbox.deliver(message_id=owed.pk, now=timezone.now())

    assert WechatPush.objects.get().outcome == "applied"
    assert Shipment.objects.get().settled_at == moment(SETTLED)


@pytest.mark.parametrize(
    ("announce", "signal"),
    [(announce_received, order_received), (announce_settled, order_settled)],
)
def test_others_hear_of_receipt_and_payout(placed, announce, signal):
    heard = []

    def hear(order_id, **_):
        heard.append(order_id)

    signal.connect(hear)
    try:
        announce({"order_id": placed.order_id})
    finally:
        signal.disconnect(hear)

    assert heard == [placed.order_id]


@pytest.mark.parametrize(
    "change",
    [
        {"settled_at": moment(SETTLED)},
        {"settled_at": moment(SETTLED), "received_at": moment(1), "check_after": moment(1)},
    ],
)
def test_database_refuses_a_payout_that_cannot_be(paid, ship, change):
    ship()

    with pytest.raises(IntegrityError), transaction.atomic():
        Shipment.objects.update(**change)
