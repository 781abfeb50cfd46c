"""What a buyer sees of the parts of her order, and writes about them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from plugins.child_orders import rules
from plugins.child_orders.errors import ChildOrderNotFound, MessagesTooMany
from plugins.child_orders.models import ChildMessage
from plugins.child_orders.services.child_ship import child_ship
from plugins.child_orders.services.message_send import (
    message_send_by_buyer,
    message_send_by_enterprise,
)
from plugins.child_orders.services.recipient_show import recipient_show
from plugins.kernel.audit import history_of
from tests.unit.child_orders.conftest import ZTO

pytestmark = pytest.mark.django_db


def test_buyer_sees_parts_that_add_up_and_how_each_travels(
    placed, client_of, buyer_li, wang, child_of, orchard
):
    child_ship(actor=wang, number=child_of(orchard).number, labels=[ZTO], now=timezone.now())

    order = client_of(buyer_li).data("MyOrder", number=placed.number)["myOrder"]

    parts = order["childOrders"]
    assert sum(part["goodsFen"] + part["shippingFen"] for part in parts) == order["totalFen"]
    assert [(part["enterpriseName"], part["state"]) for part in parts] == [
        ("测试合作社", "TO_SHIP"),
        ("沼山桃社", "SHIPPED"),
    ]
    assert parts[0]["parcels"] == []
    assert parts[1]["parcels"] == [{"company": "中通快递", "trackingNo": ZTO.tracking_no}]
    assert parts[1]["lines"][0]["paidFen"] == 9980


def test_buyer_and_enterprise_write_to_each_other(
    placed, client_of, buyer_li, wang, child_of, orchard
):
    number = child_of(orchard).number
    sent = client_of(buyer_li).data("ChildOrderMessageSend", number=number, text=" 请周六发货 ")
    assert sent["childOrderMessageSend"]["errors"] == []

    message_send_by_enterprise(actor=wang, number=number, text="好的", now=timezone.now())

    told = client_of(buyer_li).data("ChildOrderMessages", number=number)["childOrderMessages"]
    assert [(each["side"], each["text"]) for each in told] == [
        ("BUYER", "请周六发货"),
        ("ENTERPRISE", "好的"),
    ]


def test_strangers_neither_read_nor_write(placed, client_of, buyer_zhou, hu, child_of, orchard):
    number = child_of(orchard).number

    answer = client_of(buyer_zhou).send("ChildOrderMessages", number=number).json()
    assert answer["errors"][0]["extensions"]["code"] == "CHILD_ORDER_NOT_FOUND"
    refused = client_of(buyer_zhou).data("ChildOrderMessageSend", number=number, text="?")
    [error] = refused["childOrderMessageSend"]["errors"]
    assert error["code"] == "CHILD_ORDER_NOT_FOUND"
    with pytest.raises(ChildOrderNotFound):
        message_send_by_enterprise(actor=hu, number=number, text="?", now=timezone.now())
    assert not ChildMessage.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "长" * 501])
def test_unusable_message_is_refused(placed, client_of, buyer_li, child_of, orchard, text):
    answer = client_of(buyer_li).data(
        "ChildOrderMessageSend", number=child_of(orchard).number, text=text
    )

    [error] = answer["childOrderMessageSend"]["errors"]
    assert error["code"] == "MESSAGE_TEXT_INVALID"
    assert not ChildMessage.objects.exists()


def test_nobody_floods_the_other_side(placed, buyer_li, child_of, orchard):
    facts = {"buyer": buyer_li, "number": child_of(orchard).number, "text": "在吗"}
    now = timezone.now()
    for _ in range(rules.MOST_MESSAGES):
        message_send_by_buyer(**facts, now=now)

    with pytest.raises(MessagesTooMany):
        message_send_by_buyer(**facts, now=now)

    assert ChildMessage.objects.count() == rules.MOST_MESSAGES
    message_send_by_buyer(**facts, now=now + rules.MESSAGES_WITHIN + timedelta(seconds=1))


def test_what_was_written_stays(placed, buyer_li, child_of, orchard):
    message_send_by_buyer(
        buyer=buyer_li, number=child_of(orchard).number, text="在吗", now=timezone.now()
    )

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE mall_child_orders_childmessage SET text = 'x'")


def test_address_is_shown_for_the_label_and_on_record(placed, wang, hu, child_of, orchard):
    facts = {"number": child_of(orchard).number, "now": timezone.now()}

    recipient = recipient_show(actor=wang, **facts)

    assert (recipient.name, recipient.phone) == ("李晓梅", "+8613800001234")
    assert recipient.address == "湖北省黄石市大冶市金牛镇东街 8 号"
    last = history_of(child_of(orchard)).last()
    assert (last.action, last.actor) == ("child_orders.child_order.recipient_shown", str(wang))
    with pytest.raises(ChildOrderNotFound):
        recipient_show(actor=hu, **facts)
