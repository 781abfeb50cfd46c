from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage

done: list[dict] = []


def handle(payload):
    if payload.get("fail"):
        raise RuntimeError("no answer")
    done.append(dict(payload))


@pytest.fixture(autouse=True)
def topic(monkeypatch):
    done.clear()
    from plugins.kernel.apps import KernelConfig

    monkeypatch.setattr(KernelConfig, "outbox", {"test.greet": f"{__name__}.handle"})


def put(key="one", **payload):
    outbox.put(topic="test.greet", key=key, payload=payload)


def test_message_is_delivered_after_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        put(name="li")
        assert done == []

    assert done == [{"name": "li"}]
    assert OutboxMessage.objects.get().state == "done"


def test_same_occasion_is_owed_once(db):
    put(name="li")
    put(name="li")

    assert OutboxMessage.objects.count() == 1


def test_message_goes_with_its_transaction(db):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert not OutboxMessage.objects.exists()


def test_sweep_delivers_what_a_lost_task_left(db):
    put(name="li")

    assert outbox.deliver_due(now=timezone.now()) == 1
    assert outbox.deliver_due(now=timezone.now()) == 0
    assert done == [{"name": "li"}]


def test_message_of_a_process_that_died_comes_back(db):
    put(name="li")
    now = timezone.now()
    OutboxMessage.objects.update(due_at=now + outbox.LEASE)  # leased, then killed

    assert outbox.deliver_due(now=now) == 0
    assert outbox.deliver_due(now=now + outbox.LEASE) == 1


def test_failure_is_kept_and_tried_later_and_less_often(db):
    put(fail=True)
    now = timezone.now()

    for wait in outbox.WAITS:
        assert outbox.deliver_due(now=now) == 1
        assert outbox.deliver_due(now=now) == 0
        message = OutboxMessage.objects.get()
        assert (message.state, message.last_error) == ("pending", "RuntimeError: no answer")
        assert message.due_at == now + wait
        now += wait
    outbox.deliver_due(now=now)

    assert OutboxMessage.objects.get().state == "dead"
    assert outbox.deliver_due(now=now + timedelta(days=9)) == 0


def test_person_revives_what_was_put_aside(db):
    put(fail=True)
    OutboxMessage.objects.update(state="dead", attempts=7, payload={"name": "li"})
    now = timezone.now()

    assert outbox.revive(message_id=OutboxMessage.objects.get().pk, now=now)
    outbox.deliver_due(now=now)

    assert done == [{"name": "li"}]


def test_topic_that_nobody_handles_is_refused_at_once(db):
    with pytest.raises(outbox.TopicUnknown):
        outbox.put(topic="test.unknown", key="one", payload={})

    assert not OutboxMessage.objects.exists()


def test_two_processes_deliver_once(db):
    put(name="li")
    message = OutboxMessage.objects.get()
    now = timezone.now()

    tried = [outbox.deliver(message_id=message.pk, now=now) for _ in range(2)]

    assert tried == [True, False]
    assert done == [{"name": "li"}]
