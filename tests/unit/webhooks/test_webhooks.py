"""Events reach who asked for them, signed, through the outbox; nobody else costs anything."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest
from django.contrib.auth.models import Permission
from saleor.app.models import App
from saleor.order.models import Order
from saleor.plugins.manager import get_plugins_manager
from saleor.webhook.models import Webhook

from plugins.kernel import outbound, outbox
from plugins.kernel.models import OutboxMessage, OutboxState
from plugins.webhooks.services.webhook_send import webhook_send


@pytest.fixture
def order(db, daye_address):
    return Order.objects.create(shipping_address=daye_address, user_email="li@example.com")


@pytest.fixture
def webhook(db):
    app = App.objects.create(name="ERP", is_active=True)
    app.permissions.add(Permission.objects.get(codename="manage_orders"))
    webhook = Webhook.objects.create(
        app=app, target_url="https://hooks.example/in", secret_key="s" * 32
    )
    webhook.events.create(event_type="order_created")
    return webhook


@pytest.fixture
def sent(monkeypatch):
    """What would have been sent; answers are 200 until `sent.status` says otherwise."""

    class Sent(list):
        status = 200

    calls = Sent()

    def post(url, *, content, headers):
        calls.append((url, content, headers))
        return calls.status

    monkeypatch.setattr(outbound, "post", post)
    return calls


def test_nothing_is_owed_when_nobody_asked(order, django_assert_num_queries):
    plugins = get_plugins_manager()

    with django_assert_num_queries(1):
        plugins.order_created(order)

    assert OutboxMessage.objects.count() == 0


def test_an_event_is_owed_to_who_asked_and_holds_no_person(order, webhook):
    get_plugins_manager().order_created(order)

    message = OutboxMessage.objects.get()
    assert message.topic == "webhooks.send"
    assert set(message.payload) == {"webhook", "event", "subject", "delivery"}
    assert "li@example.com" not in json.dumps(message.payload)


def test_other_events_are_not_owed(order, webhook):
    get_plugins_manager().order_cancelled(order)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("change", ["webhook", "app", "permission"])
def test_who_may_not_know_is_not_told(order, webhook, change):
    if change == "permission":
        webhook.app.permissions.clear()
    else:
        row = webhook if change == "webhook" else webhook.app
        row.is_active = False
        row.save()

    get_plugins_manager().order_created(order)

    assert OutboxMessage.objects.count() == 0


def test_the_signature_covers_time_and_body(
    order, webhook, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        get_plugins_manager().order_created(order)

    [(url, body, headers)] = sent
    signed = headers["X-Shop-Timestamp"].encode() + b"." + body
    digest = hmac.new(b"s" * 32, signed, hashlib.sha256).hexdigest()
    assert url == "https://hooks.example/in"
    assert headers["X-Shop-Signature"] == f"sha256={digest}"
    assert json.loads(body)[0]["user_email"] == "li@example.com"
    assert OutboxMessage.objects.get().state == OutboxState.DONE


def test_a_refusal_is_tried_again(order, webhook, sent, django_capture_on_commit_callbacks):
    sent.status = 302
    with django_capture_on_commit_callbacks(execute=True):
        get_plugins_manager().order_created(order)

    message = OutboxMessage.objects.get()
    assert message.state == OutboxState.PENDING
    assert "302" in message.last_error


def test_who_lost_the_permission_in_between_is_not_told(order, webhook, sent):
    get_plugins_manager().order_created(order)
    webhook.app.permissions.clear()

    webhook_send(OutboxMessage.objects.get().payload)

    assert sent == []


def test_a_webhook_without_a_secret_is_put_aside_in_the_end(order, webhook, sent):
    webhook.secret_key = ""
    webhook.save()
    get_plugins_manager().order_created(order)
    message = OutboxMessage.objects.get()

    for _ in range(len(outbox.WAITS) + 1):
        message.refresh_from_db()
        outbox.deliver(message_id=message.pk, now=message.due_at)

    message.refresh_from_db()
    assert message.state == OutboxState.DEAD
    assert sent == []
