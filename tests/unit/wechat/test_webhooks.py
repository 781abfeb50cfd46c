"""The address of the pushes: what it takes, what it refuses, what it keeps."""

from urllib.parse import urlencode

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client

from plugins.kernel.errors import NotFound
from plugins.kernel.models import OutboxMessage
from plugins.wechat.apps import WechatConfig
from plugins.wechat.models import WechatPush
from plugins.wechat.services.push_apply import push_owed
from tests.unit.wechat import pushes

EVENT = "trade_manage_test"
HANDLED = []


def handle(*, content, now):
    HANDLED.append(content)
    if content["msg"] == "contradiction":
        raise NotFound


@pytest.fixture(autouse=True)
def configured(settings, monkeypatch):
    settings.WECHAT_APPID = pushes.APPID
    settings.WECHAT_PUSH_TOKEN = pushes.TOKEN
    settings.WECHAT_PUSH_AES_KEY = pushes.AES_KEY
    monkeypatch.setattr(WechatConfig, "wechat_pushes", {EVENT: f"{__name__}.handle"})
    HANDLED.clear()


def send(query, body):
    path = f"/wechat/push/?{urlencode(query)}"
    return Client(enforce_csrf_checks=True).post(path, body, content_type="application/json")


def test_wechat_gets_its_echo_back(db):
    query, _ = pushes.push({})

    answer = Client().get("/wechat/push/", {**query, "echostr": "<b>42</b>"})

    assert (answer.status_code, answer.content) == (200, b"<b>42</b>")
    assert answer["Content-Type"].startswith("text/plain")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("change", [{"signature": "0"}, {"timestamp": "1"}])
def test_stranger_gets_no_echo(db, change):
    query, _ = pushes.push({})

    answer = Client().get("/wechat/push/", {**query, **change, "echostr": "42"})

    assert (answer.status_code, answer.content) == (401, b"refused")


@pytest.mark.django_db(transaction=True)
def test_push_is_kept_and_handed_on_once():
    answers = [send(*pushes.push(pushes.reminder(Event=EVENT), nonce=n)) for n in ("a", "b")]

    assert [(each.status_code, each.content) for each in answers] == [(200, b"success")] * 2
    kept = WechatPush.objects.get()
    assert (kept.event, kept.outcome) == (EVENT, "applied")
    assert kept.transaction_id == "4200000000000000000000000001"
    assert [content["msg"] for content in HANDLED] == ["请尽快发货"]

    push_owed({"push_id": kept.pk})
    assert len(HANDLED) == 1


@pytest.mark.django_db(transaction=True)
def test_push_that_contradicts_our_books_is_kept_with_the_reason(capsys):
    answer = send(*pushes.push(pushes.reminder(Event=EVENT, msg="contradiction")))

    kept = WechatPush.objects.get()
    assert (answer.content, kept.outcome) == (b"success", "refused")
    assert kept.reason.startswith("没有找到")
    assert OutboxMessage.objects.get().state == "done"
    call_command("pushes", "--list")
    listed = capsys.readouterr().out
    assert kept.transaction_id in listed
    assert "没有找到" in listed
    assert "o-li" not in listed


def test_push_is_owed_before_wechat_hears_success(db):
    send(*pushes.push(pushes.reminder(Event=EVENT)))

    assert (WechatPush.objects.get().outcome, HANDLED) == ("stored", [])
    assert OutboxMessage.objects.get().topic == "wechat.push"


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"MsgType": "event", "Event": "debug_demo"}, "debug_demo"),
        ({"MsgType": "text", "Content": "什么时候发货？", "FromUserName": "o-li"}, "message.text"),
    ],
)
def test_what_nobody_asks_for_is_noted_without_its_words(db, content, event):
    answer = send(*pushes.push(content))

    kept = WechatPush.objects.get()
    assert answer.content == b"success"
    assert (kept.event, kept.outcome, kept.body) == (event, "ignored", None)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    "arranged",
    [
        {"token": "another"},
        {"at": 1_764_000_000},
        {"appid": "wx_of_another_shop"},
        {"aes_key": "A" * 43},
    ],
)
def test_forged_and_replayed_pushes_leave_no_trace(db, arranged, caplog):
    answer = send(*pushes.push(pushes.reminder(Event=EVENT), **arranged))

    assert (answer.status_code, answer.content) == (401, b"refused")
    assert not WechatPush.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert "o-li" not in caplog.text


@pytest.mark.parametrize("content", [b"no json", b"[]", b"1"])
def test_genuine_nonsense_is_refused(db, content):
    assert send(*pushes.push(content)).status_code == 401
    assert not WechatPush.objects.exists()


def test_huge_body_is_refused_unread(db):
    query, _ = pushes.push({})

    assert send(query, b" " * 65_537).status_code == 413


def test_other_methods_are_refused(db):
    assert Client().put("/wechat/push/").status_code == 405


@pytest.mark.parametrize("name", ["WECHAT_PUSH_TOKEN", "WECHAT_PUSH_AES_KEY"])
def test_shop_without_the_secrets_has_no_such_address(db, settings, name):
    setattr(settings, name, "")

    assert send(*pushes.push({})).status_code == 404


def test_unusable_key_is_told_to_the_operator(db, settings):
    settings.WECHAT_PUSH_AES_KEY = "short"

    with pytest.raises(ImproperlyConfigured, match="WECHAT_PUSH_AES_KEY"):
        send(*pushes.push({}))
