"""Each occasion of an order is told once, with what was true then."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage
from plugins.messages import tasks
from plugins.messages.models import Message
from plugins.messages.services.pay_reminders import pay_reminders_owe
from plugins.orders.public import order_mark_refunded
from plugins.orders.services.orders_announce import announce_paid, announce_refunded
from plugins.shipments.public import Label, Method
from plugins.shipments.services.shipment_announce import announce_shipped
from plugins.wechat_pay.public import GATEWAY


def told(kind):
    return [message.facts for message in Message.objects.filter(kind=kind).order_by("pk")]


def test_payment_is_told_once_however_often_it_is_announced(paid, placed):
    announce_paid({"order_id": placed.order_id})
    announce_paid({"order_id": placed.order_id})

    assert told("paid") == [
        {
            "number": placed.number,
            "goods": "金牛麻花",
            "amount": 2680,
            "time": placed.paid_at.isoformat(),
        }
    ]
    message = Message.objects.get()
    assert (message.buyer_id, message.order_id) == (placed.buyer_id, placed.order_id)
    assert OutboxMessage.objects.filter(topic="messages.send").count() == 1


@pytest.mark.parametrize(
    ("method", "labels", "company", "tracking"),
    [
        (Method.EXPRESS, [Label("ZTO", "75312345")], "中通快递", "75312345"),
        (
            Method.EXPRESS,
            [Label("ZTO", "75312345"), Label("ZTO", "75312346")],
            "中通快递等2件",
            "75312345",
        ),
        (Method.SAME_CITY, [], "同城配送", "-"),
        (Method.PICK_UP, [], "到店自提", "-"),
    ],
)
def test_shipping_tells_how_the_goods_travel(paid, placed, ship, method, labels, company, tracking):
    ship(method, labels)

    announce_shipped({"order_id": placed.order_id})
    announce_shipped({"order_id": placed.order_id})

    [facts] = told("shipped")
    assert (facts["company"], facts["tracking"]) == (company, tracking)


def test_every_refund_is_told_once_also_two_of_the_same_amount(paid, placed):
    for reference in ("r1", "r2"):
        order_mark_refunded(
            order_id=placed.order_id,
            refunded_fen=500,
            gateway=GATEWAY,
            payment_reference=paid.transaction_id,
            refund_reference=reference,
            refunded_at=timezone.now(),
            actor="system:test",
        )
    for _ in range(2):
        for item in OutboxMessage.objects.filter(topic="orders.refunded"):
            announce_refunded(item.payload)

    assert [facts["amount"] for facts in told("refunded")] == [500, 500]


def test_reminder_comes_once_and_only_near_the_end(placed):
    ahead = timedelta(minutes=10)

    assert pay_reminders_owe(now=placed.pay_by - timedelta(minutes=11), ahead=ahead) == 0
    assert pay_reminders_owe(now=placed.pay_by - timedelta(minutes=9), ahead=ahead) == 1
    assert pay_reminders_owe(now=placed.pay_by - timedelta(minutes=8), ahead=ahead) == 0

    [facts] = told("pay_reminder")
    assert (facts["amount"], facts["deadline"]) == (2680, placed.pay_by.isoformat())


def test_paid_order_is_not_reminded(paid, placed):
    pay_reminders_owe(now=placed.pay_by - timedelta(minutes=9), ahead=timedelta(minutes=10))

    assert told("pay_reminder") == []


def test_order_past_its_time_is_not_reminded(placed):
    assert pay_reminders_owe(now=placed.pay_by, ahead=timedelta(minutes=10)) == 0


@pytest.mark.parametrize(("minutes", "reminders"), [(0, 0), (60, 1)])
def test_minutes_of_the_reminder_are_a_setting(placed, settings, minutes, reminders):
    settings.PAY_REMINDER_MINUTES = minutes

    tasks.remind_to_pay_task()

    assert len(told("pay_reminder")) == reminders


def test_whole_way_from_payment_to_message(paid, placed, accept, mail, monkeypatch):
    monkeypatch.setattr("plugins.messages.services.message_send.gateway", lambda: mail)
    accept()
    for _ in range(3):
        outbox.deliver_due(now=timezone.now())

    message = Message.objects.get()
    assert (message.state, len(mail.sent)) == ("sent", 1)
