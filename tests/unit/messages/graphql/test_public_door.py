"""Buyers read their messages and say what they want, each for themselves."""

import pytest
from django.utils import timezone

from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.services.message_owe import message_owe
from plugins.orders.public import order_summary


@pytest.fixture
def three(placed):
    """Three messages of Li's."""
    order = order_summary(order_id=placed.order_id)
    facts = {"amount": 100, "time": timezone.now().isoformat(), "note": "退款已原路退回"}
    return [
        message_owe(
            order=order,
            kind=MessageKind.REFUNDED,
            occasion=f"r{n}",
            facts=facts,
            now=timezone.now(),
        )
        for n in range(3)
    ]


def test_buyer_reads_messages_and_marks_them(client_of, buyer_li, placed, three):
    li = client_of(buyer_li)

    inbox = li.data("MyMessages")["myMessages"]
    assert (inbox["totalCount"], inbox["unreadCount"], inbox["hasNextPage"]) == (3, 3, False)
    assert [node["id"] for node in inbox["nodes"]] == [str(m.pk) for m in reversed(three)]
    node = inbox["nodes"][0]
    assert (node["kind"], node["title"]) == ("REFUNDED", "退款结果")
    assert node["text"] == "金牛麻花，¥1.00，退款已原路退回。"
    assert node["orderNumber"] == placed.number
    assert node["page"] == f"pages/order/detail?number={placed.number}"
    assert node["readAt"] is None

    marked = li.data("MessagesMarkRead", ids=[node["id"], node["id"]])["messagesMarkRead"]
    assert marked == {"unreadCount": 2, "errors": []}
    unread = li.data("MyMessages", unreadOnly=True)["myMessages"]
    assert (unread["totalCount"], len(unread["nodes"])) == (2, 2)

    assert li.data("MessagesMarkRead")["messagesMarkRead"]["unreadCount"] == 0
    assert li.data("MyMessages", skip=2)["myMessages"]["nodes"][0]["readAt"]


@pytest.mark.parametrize("others", [True, False])
def test_messages_of_others_do_not_exist(client_of, buyer_li, buyer_zhou, three, others):
    zhou = client_of(buyer_zhou)

    named = [str(three[0].pk)] if others else ["no number"]
    marked = zhou.data("MessagesMarkRead", ids=named)["messagesMarkRead"]

    assert [error["code"] for error in marked["errors"]] == ["MESSAGE_NOT_FOUND"]
    assert zhou.data("MyMessages")["myMessages"]["totalCount"] == 0
    zhou.data("MessagesMarkRead")
    assert Message.objects.filter(read_at__isnull=True).count() == 3


def test_nothing_is_marked_when_one_is_not_ones_own(client_of, buyer_li, three):
    marked = client_of(buyer_li).data("MessagesMarkRead", ids=[str(three[0].pk), "999999"])

    assert marked["messagesMarkRead"]["errors"][0]["field"] == "ids"
    assert Message.objects.filter(read_at__isnull=True).count() == 3


def test_buyer_accepts_and_switches(client_of, buyer_li, buyer_zhou):
    li = client_of(buyer_li)

    before = li.data("MyMessageSettings")["myMessageSettings"]
    assert before[0] == {
        "kind": "PAID",
        "templateId": "SIMULATED-TEMPLATE-PAID",
        "isOn": True,
        "grants": 0,
        "askedAt": None,
    }
    li.data("MessageConsentRecord", templateKinds=["PAID", "SHIPPED"], accepted=["SHIPPED"])
    answer = li.data("MessagePreferencesUpdate", preferences=[{"kind": "PAID", "isOn": False}])

    settings = answer["messagePreferencesUpdate"]["settings"]
    assert [(each["kind"], each["isOn"], each["grants"]) for each in settings] == [
        ("PAID", False, 0),
        ("SHIPPED", True, 1),
        ("REFUNDED", True, 0),
        ("PAY_REMINDER", True, 0),
        ("PICK_UP", True, 0),
    ]
    assert settings[1]["askedAt"]
    assert client_of(buyer_zhou).data("MyMessageSettings")["myMessageSettings"] == before


def test_shop_without_templates_offers_none(client_of, buyer_li, settings):
    settings.WECHAT_MESSAGE_TEMPLATES = {}

    offered = client_of(buyer_li).data("MyMessageSettings")["myMessageSettings"]

    assert {each["templateId"] for each in offered} == {""}


def test_accepting_what_was_not_asked_is_refused(client_of, buyer_li):
    answer = client_of(buyer_li).data(
        "MessageConsentRecord", templateKinds=["PAID"], accepted=["SHIPPED"]
    )["messageConsentRecord"]

    assert [(e["code"], e["field"]) for e in answer["errors"]] == [
        ("MESSAGE_ACCEPTED_UNASKED", "accepted")
    ]
    assert not MessageConsent.objects.exists()


@pytest.mark.parametrize(
    ("name", "variables"),
    [
        ("MyMessages", {}),
        ("MyMessageSettings", {}),
        ("MessagesMarkRead", {}),
        ("MessageConsentRecord", {"templateKinds": ["PAID"], "accepted": ["PAID"]}),
        ("MessagePreferencesUpdate", {"preferences": [{"kind": "PAID", "isOn": False}]}),
    ],
)
def test_strangers_have_no_messages(visitor, three, name, variables):
    answer = visitor.send(name, **variables)

    assert "LOGIN_REQUIRED" in answer.content.decode()
    assert not MessageConsent.objects.exists()
    assert Message.objects.filter(read_at__isnull=True).count() == 3
