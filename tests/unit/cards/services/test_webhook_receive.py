"""Events as Stripe signs them, through the address it posts to."""

import json
import time

import pytest
import stripe
from django.test import Client
from django.utils import timezone
from saleor.payment.models import Payment

from plugins.cards.models import CardEvent
from plugins.cards.services.card_refund import card_refund
from plugins.cards.states import CardState, RefundState
from tests.unit.cards.conftest import WEBHOOK_SECRET

URL = "/cards/webhook/"

pytestmark = pytest.mark.usefixtures("cards_on")


def intent_event(intent, kind="payment_intent.succeeded", *, event_id="evt_1", **changes):
    names = {CardState.CREATED: "requires_payment_method"}
    subject = {
        "id": intent.id,
        "object": "payment_intent",
        "status": names.get(intent.state, intent.state.value),
        "amount": intent.amount,
        "amount_received": intent.received,
        "currency": intent.currency,
        "metadata": {"order_number": intent.order_number},
        "receipt_email": "li@example.com",
    }
    return event(kind, {**subject, **changes}, event_id=event_id)


def event(kind, subject, *, event_id="evt_1"):
    return json.dumps(
        {"id": event_id, "type": kind, "created": int(time.time()), "data": {"object": subject}}
    )


def post(body, *, at=None, secret=WEBHOOK_SECRET):
    signature = stripe.WebhookSignature.generate_signature_header(
        body, secret, timestamp=int(at or time.time())
    )
    return (
        Client()
        .post(URL, body, content_type="application/json", headers={"Stripe-Signature": signature})
        .status_code
    )


@pytest.fixture
def succeeded(payment, stripe_memory):
    return intent_event(stripe_memory.pay(payment.intent_id))


def test_success_pays_the_order(succeeded, placed, payment, stripe_memory):
    stripe_memory.calls.clear()

    assert post(succeeded) == 200

    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    kept = CardEvent.objects.get()
    assert (kept.outcome, kept.object_id) == ("applied", payment.intent_id)
    assert "li@example.com" not in json.dumps(kept.facts)
    assert stripe_memory.calls == []


def test_repeated_event_is_acknowledged_and_applied_once(succeeded, placed):
    assert [post(succeeded) for _ in range(3)] == [200] * 3

    assert (CardEvent.objects.count(), Payment.objects.count()) == (1, 1)


def test_second_event_about_the_same_money_changes_nothing(payment, stripe_memory, succeeded):
    post(succeeded)

    post(intent_event(stripe_memory.intents[payment.intent_id], event_id="evt_2"))

    assert CardEvent.objects.get(event_id="evt_2").outcome == "repeated"
    assert Payment.objects.count() == 1


def test_forged_and_stale_events_leave_no_trace(succeeded, placed):
    assert post(succeeded, secret="whsec_guessed") == 400
    assert post(succeeded, at=time.time() - 301) == 400
    signature = stripe.WebhookSignature.generate_signature_header(succeeded, WEBHOOK_SECRET)
    changed = succeeded.replace("2680", "2681")
    altered = Client().post(
        URL, changed, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    assert altered.status_code == 400
    assert Client().post(URL, succeeded, content_type="application/json").status_code == 400

    placed.refresh_from_db()
    assert (placed.state, CardEvent.objects.count()) == ("awaiting_payment", 0)


@pytest.mark.parametrize(
    "difference",
    [
        {"amount": 1},
        {"amount_received": 1},
        {"currency": "usd"},
        {"id": "pi_unknown"},
        {"metadata": {"order_number": "2611240000000009"}},
        {"status": "requires_capture"},
    ],
)
def test_contradiction_is_kept_acknowledged_and_not_applied(
    payment, stripe_memory, placed, difference
):
    body = intent_event(stripe_memory.pay(payment.intent_id), **difference)

    assert post(body) == 200

    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"
    kept = CardEvent.objects.get()
    assert (kept.outcome, bool(kept.reason)) == ("refused", True)


def test_unknown_kind_is_kept_and_ignored(db):
    assert post(event("customer.created", {"id": "cus_1"})) == 200

    assert CardEvent.objects.get().outcome == "ignored"


def test_unpaid_intent_of_another_system_is_ignored(payment, stripe_memory):
    body = intent_event(stripe_memory.intents[payment.intent_id], "payment_intent.canceled")
    foreign = body.replace(payment.intent_id, "pi_foreign")

    assert post(foreign) == 200

    assert CardEvent.objects.get().outcome == "ignored"


def test_event_kept_before_a_crash_is_applied_by_the_next_delivery(succeeded, placed):
    now = timezone.now()
    CardEvent.objects.create(
        event_id="evt_1", event_type="payment_intent.succeeded", created_at=now, received_at=now
    )

    assert post(succeeded) == 200

    placed.refresh_from_db()
    assert placed.state == "paid"


def test_refund_is_settled_by_its_event(paid, stripe_memory, placed):
    stripe_memory.answer_refunds_with = RefundState.PENDING
    refund = card_refund(
        payment_id=paid.pk,
        fen=680,
        key="case-1",
        reason="少一件",
        actor="staff:1",
        gateway=stripe_memory,
        now=timezone.now(),
    )
    assert refund.state == "pending"
    word = {
        "id": refund.refund_id,
        "status": "succeeded",
        "amount": 680,
        "currency": "cny",
        "payment_intent": paid.intent_id,
        "metadata": {"refund_key": "case-1"},
    }

    assert post(event("refund.updated", word)) == 200

    refund.refresh_from_db()
    assert refund.state == "succeeded"
    placed.refresh_from_db()
    assert placed.refunded_fen == 680


def test_refund_made_in_the_dashboard_is_kept_for_a_person(paid):
    word = {
        "id": "re_foreign",
        "status": "succeeded",
        "amount": 680,
        "currency": "cny",
        "payment_intent": paid.intent_id,
        "metadata": {},
    }

    assert post(event("refund.created", word)) == 200

    assert CardEvent.objects.get().outcome == "refused"


def test_genuine_bytes_that_are_no_event_are_refused(db):
    assert post("[]") == 400
    assert CardEvent.objects.count() == 0


def test_too_much_is_not_read(db):
    assert post("x" * (256 * 1024 + 1)) == 413


def test_shop_without_keys_has_no_such_address(settings, succeeded):
    settings.STRIPE_WEBHOOK_SECRET = ""

    assert post(succeeded, secret="whsec_any") == 404
    assert CardEvent.objects.count() == 0
