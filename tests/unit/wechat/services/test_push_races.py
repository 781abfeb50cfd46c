"""Real threads: the same push on several connections is kept and applied once."""

import pytest
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage
from plugins.wechat.apps import WechatConfig
from plugins.wechat.models import WechatPush
from plugins.wechat.push_proof import PushProof, PushQuery
from plugins.wechat.services.push_apply import push_apply
from plugins.wechat.services.push_receive import push_receive
from tests.unit.wechat import pushes
from tests.unit.wechat_pay.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)

EVENT = "trade_manage_test"
HANDLED = []


def handle(*, content, now):
    HANDLED.append(content["msg"])


@pytest.fixture(autouse=True)
def by_hand(monkeypatch):
    """Nothing is applied by itself: the test is the worker."""
    monkeypatch.setattr(WechatConfig, "wechat_pushes", {EVENT: f"{__name__}.handle"})
    monkeypatch.setattr(outbox, "_nudge", lambda _message_id: None)
    HANDLED.clear()


def received(nonce):
    query, body = pushes.push(pushes.reminder(Event=EVENT), nonce=nonce)
    names = ("signature", "timestamp", "nonce", "msg_signature")
    return push_receive(
        query=PushQuery(**{name: query[name] for name in names}),
        body=body,
        proof=PushProof(token=pushes.TOKEN, aes_key=pushes.AES_KEY, appid=pushes.APPID),
        now=timezone.now(),
    )


def test_push_from_many_connections_is_kept_and_applied_once():
    kept = race(*[lambda n=n: received(str(n)) for n in range(5)])

    assert {outcome.value for outcome in kept} == {"stored"}
    push = WechatPush.objects.get()
    assert OutboxMessage.objects.count() == 1

    applied = race(*[lambda: push_apply(push_id=push.pk, now=timezone.now())] * 4)

    assert {outcome.value for outcome in applied} == {"applied"}
    assert HANDLED == ["请尽快发货"]


def test_push_that_comes_again_after_it_was_applied_stays_applied():
    received("a")
    push_apply(push_id=WechatPush.objects.get().pk, now=timezone.now())

    assert received("b").value == "applied"
    assert len(HANDLED) == 1


def test_crash_in_a_handler_leaves_the_push_owed(monkeypatch):
    received("a")
    monkeypatch.setattr(WechatConfig, "wechat_pushes", {EVENT: f"{__name__}.crash"})
    [owed] = OutboxMessage.objects.all()

    outbox.deliver(message_id=owed.pk, now=timezone.now())
    owed.refresh_from_db()
    assert (owed.state, WechatPush.objects.get().outcome) == ("pending", "stored")

    monkeypatch.setattr(WechatConfig, "wechat_pushes", {EVENT: f"{__name__}.handle"})
    outbox.deliver(message_id=owed.pk, now=timezone.now() + outbox.WAITS[0])
    assert (HANDLED, WechatPush.objects.get().outcome) == (["请尽快发货"], "applied")


def crash(*, content, now):
    raise RuntimeError("database gone")
