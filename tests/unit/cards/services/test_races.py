"""Real threads against the real database: one order, one payment, one capture."""

import time

import pytest
import stripe
from django.utils import timezone
from saleor.payment.models import Payment, Transaction

from plugins.cards import provider
from plugins.cards.errors import RefundTooMuch
from plugins.cards.models import CardEvent, CardPayment, CardRefund
from plugins.cards.provider import CardsProvider
from plugins.cards.services.card_payment_apply import Applied, card_payment_apply
from plugins.cards.services.card_payment_sync import card_payment_sync
from plugins.cards.services.card_refund import card_refund
from plugins.cards.services.webhook_receive import webhook_receive
from plugins.cards.states import CardState
from plugins.kernel.audit import history_of
from plugins.orders.public import NotPayable
from tests.concurrency.test_order_place_races import race
from tests.unit.cards.conftest import WEBHOOK_SECRET
from tests.unit.cards.services.test_webhook_receive import intent_event

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_taps_on_pay_make_one_intent(start, stripe_memory):
    results = race(*[start] * 8)

    assert {result.id for result in results} == {CardPayment.objects.get().intent_id}
    assert len(stripe_memory.intents) == 1


def test_same_event_from_six_connections_is_applied_once(payment, stripe_memory):
    body = intent_event(stripe_memory.pay(payment.intent_id))
    signature = stripe.WebhookSignature.generate_signature_header(
        body, WEBHOOK_SECRET, timestamp=int(time.time())
    )

    def receive():
        return webhook_receive(
            body=body.encode(), signature=signature, secret=WEBHOOK_SECRET, now=timezone.now()
        ).value

    results = race(*[receive] * 6)

    assert sorted(map(str, results)) == ["applied"] + ["repeated"] * 5
    assert (CardEvent.objects.count(), Transaction.objects.count()) == (1, 1)


def test_event_and_queries_at_the_same_moment_pay_once(payment, stripe_memory, placed):
    paid = stripe_memory.pay(payment.intent_id)

    def told():
        return card_payment_apply(intent=paid, at=timezone.now())

    def asked():
        return card_payment_sync(payment=payment, gateway=stripe_memory, now=timezone.now())

    results = race(told, asked, told, asked, told, asked)

    assert sorted(str(result) for result in results) == sorted(
        [str(Applied.PAID)] + [str(Applied.ALREADY)] * 5
    )
    assert (Payment.objects.count(), Transaction.objects.count()) == (1, 1)
    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    actions = [entry.action for entry in history_of(payment)]
    assert actions == ["cards.payment.opened", "cards.payment.succeeded"]


def test_ending_while_starting_leaves_nobody_with_a_payable_secret(
    start, stripe_memory, placed, monkeypatch
):
    monkeypatch.setattr(provider, "gateway", lambda: stripe_memory)
    for _ in range(5):
        given, _ = race(start, lambda: CardsProvider().end_payments(order_id=placed.order_id))

        CardsProvider().end_payments(order_id=placed.order_id)
        assert isinstance(given, NotPayable) or given.id in stripe_memory.intents
        states = {intent.state for intent in stripe_memory.intents.values()}
        assert states <= {CardState.CANCELED}
        assert not CardPayment.objects.live().exists()


def test_refunds_at_once_never_exceed_what_was_taken(paid, stripe_memory, placed):
    def refund(number):
        return lambda: card_refund(
            payment_id=paid.pk,
            fen=1000,
            key=f"case-{number}",
            reason="少一件",
            actor="staff:1",
            gateway=stripe_memory,
            now=timezone.now(),
        )

    results = race(*[refund(number) for number in range(5)])

    assert sorted(type(result).__name__ for result in results) == sorted(
        [CardRefund.__name__] * 2 + [RefundTooMuch.__name__] * 3
    )
    paid.refresh_from_db()
    placed.refresh_from_db()
    assert (paid.refunded_fen, placed.refunded_fen) == (2000, 2000)
    assert sum(word.amount for word in stripe_memory.refunds.values()) == 2000
