from dataclasses import replace

import pytest
from django.utils import timezone
from saleor.payment.models import Payment

from plugins.cards.errors import IntentRefused
from plugins.cards.services.card_payment_apply import Applied, card_payment_apply
from plugins.cards.states import CardState
from plugins.orders.models import PlacedOrder


def apply(intent):
    return card_payment_apply(intent=intent, at=timezone.now())


def test_success_pays_the_order_once(payment, stripe_memory, placed):
    paid = stripe_memory.pay(payment.intent_id)

    assert [apply(paid), apply(paid)] == [Applied.PAID, Applied.ALREADY]

    payment.refresh_from_db()
    placed.refresh_from_db()
    assert (payment.state, payment.payout) == ("succeeded", "applied")
    assert (placed.state, placed.paid_fen) == ("paid", 2680)
    captured = Payment.objects.get()
    assert (captured.gateway, captured.token) == ("mall.payments.card", payment.intent_id)


@pytest.mark.parametrize(
    "difference",
    [
        {"amount": 2679},
        {"received": 2679},
        {"currency": "usd"},
        {"order_number": "2611240000000009"},
        {"id": "pi_of_somebody_else"},
    ],
)
def test_contradiction_changes_nothing(payment, stripe_memory, placed, difference):
    paid = replace(stripe_memory.pay(payment.intent_id), **difference)

    with pytest.raises(IntentRefused):
        apply(paid)

    payment.refresh_from_db()
    placed.refresh_from_db()
    assert (payment.state, placed.state) == ("created", "awaiting_payment")
    assert Payment.objects.count() == 0


def test_bank_asks_then_decides_then_declines(payment, stripe_memory, placed):
    for state in (CardState.REQUIRES_ACTION, CardState.PROCESSING, CardState.CREATED):
        assert apply(stripe_memory.becomes(payment.intent_id, state)) is Applied.MOVED
        payment.refresh_from_db()
        assert payment.state == state.value

    placed.refresh_from_db()
    assert placed.state == "awaiting_payment"


def test_older_word_does_not_undo_money(paid, stripe_memory):
    processing = stripe_memory.becomes(paid.intent_id, CardState.PROCESSING)

    assert apply(processing) is Applied.STALE

    paid.refresh_from_db()
    assert paid.state == "succeeded"


def test_money_after_canceling_is_recorded_as_late(payment, stripe_memory, placed):
    apply(stripe_memory.becomes(payment.intent_id, CardState.CANCELED))
    PlacedOrder.objects.update(state="cancelled", cancelled_at=timezone.now())
    succeeded = replace(stripe_memory.intents[payment.intent_id], state=CardState.SUCCEEDED)

    assert apply(succeeded) is Applied.PAID

    payment.refresh_from_db()
    placed.refresh_from_db()
    assert (payment.state, payment.payout, placed.state) == ("succeeded", "late", "paid_late")
