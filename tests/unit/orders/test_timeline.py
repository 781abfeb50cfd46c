"""Everything that happened to an order, as staff and as its buyer read it."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plugins.fapiao.rules import FapiaoDetails, FapiaoKind
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.kernel import audit
from plugins.orders.errors import OrderNotFound
from plugins.orders.public import order_ship
from plugins.orders.rules import telling
from plugins.orders.services.order_place import order_place
from plugins.orders.timeline import timeline_for_buyer, timeline_for_staff
from plugins.wechat_pay.public import RefundReason, refund_request
from plugins.wechat_pay.services.payment_apply_transaction import payment_apply_transaction
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.refunds_sync_open import refunds_sync_open
from tests.unit.wechat_pay.memory_gateway import MemoryGateway


@pytest.fixture
def story(buyer_li, operator_chen, goods, checkout_of):
    """Li orders two 麻花, pays through WeChat, gets one; Chen gives 6.80 back."""
    wechat, now = MemoryGateway(now=time.time), timezone.now()
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 2))
    placed = order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=now,
    )
    payment_prepay(number=placed.number, buyer=buyer_li, openid="o-li", gateway=wechat, now=now)
    payment = placed.order.wechat_payments.get()
    payment_apply_transaction(transaction=wechat.pay(payment.out_trade_no), now=now)
    order_ship(
        number=placed.number,
        tracking_number="ZTO 1",
        user=operator_chen,
        actor=audit.actor_of(operator_chen),
        lines={placed.order.lines.get().pk: 1},
        key="batch-1",
    )
    refund_request(
        payment_id=payment.pk,
        fen=680,
        reason=RefundReason.GOODWILL,
        key="case-1",
        requested_by=audit.actor_of(operator_chen),
        now=now,
    )
    refunds_sync_open(gateway=wechat, now=now)
    fapiao_request(
        order_number=placed.number,
        buyer=buyer_li,
        details=FapiaoDetails(FapiaoKind.PERSONAL, "李晓梅", "", "li@example.com"),
        now=now,
    )
    return placed


@pytest.fixture
def staff_timeline(client_of):
    query = (
        "query T($number: String!) { orderTimeline(number: $number)"
        " { action label labelEn actor actorEn reason reasonEn amountFen at } }"
    )

    def ask(user, number):
        client = client_of(user)
        body = {"query": query, "variables": {"number": number}}
        return client.post("/staff/graphql/", body).json()

    return ask


def test_staff_reads_every_move_with_who_why_and_how_much(story, operator_chen):
    operator_chen.first_name = "陈主任"
    operator_chen.save()

    entries = timeline_for_staff(order_id=story.order_id)

    assert [(each.action, each.actor[0], each.reason[0], each.fen) for each in entries] == [
        ("orders.order.placed", "买家", "", 4560),
        ("child_orders.child_order.made", "系统 child_orders", "", 4560),
        ("wechat_pay.payment.opened", "系统 wechat_pay", "", 4560),
        ("orders.order.paid", "系统 wechat_pay", "", 4560),
        ("wechat_pay.payment.paid", "系统 wechat_pay", "计入订单", 4560),
        ("shipments.shipment.opened", "系统 shipments", "", None),
        ("orders.order.shipped", "员工 陈主任", "", None),
        ("wechat_pay.refund.requested", "员工 陈主任", "商家补偿", 680),
        ("wechat_pay.refund.processing", "系统 wechat_pay", "", 680),
        # The parts follow their order before a fapiao is asked for them.
        ("child_orders.child_order.to_ship", "系统 child_orders", "", None),
        ("fapiao.request.made", "买家", "", None),
    ]
    assert [each.at for each in entries] == sorted(each.at for each in entries)


def test_buyer_reads_what_concerns_her_in_plain_words(story, buyer_li):
    entries = timeline_for_buyer(number=story.number, buyer=buyer_li)

    assert [(each.label[0], each.actor[0], each.fen) for each in entries] == [
        ("已下单", "您", 4560),
        ("已付款", "系统", 4560),
        ("商家已发货", "商家", None),
        ("退款已发起", "商家", 680),
        ("微信退款处理中", "系统", 680),
        ("已申请发票", "您", None),
    ]
    assert {each.reason for each in entries} == {("", "")}


def test_other_peoples_orders_have_no_timeline(story, buyer_zhou):
    with pytest.raises(OrderNotFound):
        timeline_for_buyer(number=story.number, buyer=buyer_zhou)


def test_timeline_asks_the_database_no_more_often_when_it_is_longer(story):
    with CaptureQueriesContext(connection) as short:
        assert len(timeline_for_staff(order_id=story.order_id)) == 11
    for number in range(20):
        audit.record("orders.order.money_returned", story, actor=f"staff:{number}", fen=number)

    with CaptureQueriesContext(connection) as long:
        assert len(timeline_for_staff(order_id=story.order_id)) == 31

    assert len(long) == len(short)
    assert len([query for query in short if "auditentry" in query["sql"]]) == 1


def test_buyer_reads_it_through_the_door(story, client_of, buyer_li, buyer_zhou, visitor):
    lines = client_of(buyer_li).data("OrderTimeline", number=story.number)["myOrderTimeline"]

    assert (lines[0]["label"], lines[0]["labelEn"], lines[0]["actorEn"]) == (
        "已下单",
        "You placed the order",
        "You",
    )
    stranger = client_of(buyer_zhou).send("OrderTimeline", number=story.number).json()
    assert "ORDER_NOT_FOUND" in str(stranger)
    assert "LOGIN_REQUIRED" in str(visitor.send("OrderTimeline", number=story.number).json())


def test_staff_reads_it_with_the_permission_alone(story, staff_timeline, operator_chen, buyer_li):
    answer = staff_timeline(operator_chen, story.number)
    refused = staff_timeline(buyer_li, story.number)

    assert len(answer["data"]["orderTimeline"]) == 11
    assert "ORDER_NOT_FOUND" in str(staff_timeline(operator_chen, "2000010112345678"))
    assert not refused.get("data")
    assert "paid" not in str(refused)


def test_operator_sees_facts_goods_and_timeline(story):
    out = StringIO()

    call_command("order", story.number, stdout=out)

    told = out.getvalue()
    for words in ("待发货", "¥45.60", "mall.payments.wechat", "金牛麻花", "出库", "商家补偿"):
        assert words in told
    with pytest.raises(CommandError, match="2000010112345678"):
        call_command("order", "2000010112345678", stdout=out)


@pytest.mark.parametrize(
    ("actor", "to_staff", "to_buyer"),
    [
        ("buyer:7", "Buyer", "You"),
        ("staff:3", "Staff 王工", "Shop"),
        ("staff:4", "Staff #4", "Shop"),
        ("staff:chen@example.com", "Staff", "Shop"),
        ("app:2", "App 2", "Shop"),
        ("enterprise:5", "Enterprise 5", "Shop"),
        ("operator:command_line", "Operator", "Shop"),
        ("system:wechat_pay", "System wechat_pay", "System"),
        ("anonymous", "Visitor", "Shop"),
        ("chen@example.com", "Other", "Shop"),
    ],
)
def test_actors_are_named_without_personal_data(actor, to_staff, to_buyer):
    assert telling.actor_words(actor, staff={3: "王工"})[1] == to_staff
    assert telling.actor_words_for_buyer(actor)[1] == to_buyer
