import pytest
from django.utils import timezone

from plugins.cards import gateway as door
from plugins.cards import provider, tasks
from plugins.cards.models import CardPayment
from plugins.cards.provider import CardsProvider
from plugins.cards.services.card_payments_sync_open import card_payments_sync_open
from plugins.cards.states import CardState
from plugins.orders.public import Verdict, order_mark_paid
from tests.unit.cards.memory_gateway import refused, silence


@pytest.fixture
def end(placed, stripe_memory, monkeypatch):
    monkeypatch.setattr(provider, "gateway", lambda: stripe_memory)
    return lambda: CardsProvider().end_payments(order_id=placed.order_id)


@pytest.fixture
def sweep(stripe_memory):
    def run():
        CardPayment.objects.update(check_after=timezone.now())
        return card_payments_sync_open(gateway=stripe_memory, now=timezone.now())

    return run


def test_order_without_card_payment_is_closed_without_keys(placed):
    door.forget()

    assert CardsProvider().end_payments(order_id=placed.order_id) is Verdict.CLOSED


def test_live_payment_is_canceled_at_stripe(end, payment, stripe_memory):
    assert end() is Verdict.CLOSED

    payment.refresh_from_db()
    assert payment.state == "canceled"
    assert stripe_memory.intents[payment.intent_id].state is CardState.CANCELED
    assert end() is Verdict.CLOSED


def test_paid_payment_is_found_instead_of_canceled(end, payment, stripe_memory, placed):
    stripe_memory.pay(payment.intent_id)

    assert end() is Verdict.PAID

    placed.refresh_from_db()
    assert placed.state == "paid"


def test_payment_the_bank_decides_on_is_unknown(end, payment, stripe_memory):
    stripe_memory.becomes(payment.intent_id, CardState.PROCESSING)

    assert end() is Verdict.UNKNOWN

    payment.refresh_from_db()
    assert payment.state == "processing"


@pytest.mark.parametrize("fault", [silence(), refused(http_status=404)])
def test_trouble_is_unknown_and_the_payment_stays_live(end, payment, stripe_memory, fault):
    stripe_memory.fail_next("cancel_intent", fault)
    stripe_memory.fail_next("intent", fault)

    assert end() is Verdict.UNKNOWN

    payment.refresh_from_db()
    assert payment.state == "created"


def test_lost_answer_of_canceling_is_found_out(end, payment, stripe_memory):
    stripe_memory.fail_next("cancel_intent", silence(), after_doing=True)

    assert [end(), end()] == [Verdict.UNKNOWN, Verdict.CLOSED]


def test_payment_without_intent_ends_without_asking(end, start, stripe_memory):
    stripe_memory.fail_next("create_intent", silence())
    with pytest.raises(Exception, match="no answer"):
        start()
    stripe_memory.calls.clear()

    assert end() is Verdict.CLOSED

    assert stripe_memory.calls == []
    assert CardPayment.objects.get().state == "canceled"


def test_sweep_finds_the_payment_whose_event_is_lost(sweep, payment, stripe_memory, placed):
    stripe_memory.pay(payment.intent_id)

    assert sweep() == {"paid": 1}

    placed.refresh_from_db()
    assert placed.state == "paid"
    assert sweep() == {}


def test_sweep_survives_silence_and_asks_later(sweep, payment, stripe_memory):
    stripe_memory.fail_next("intent", silence())

    assert sweep() == {"failed": 1}

    payment.refresh_from_db()
    assert payment.check_after > timezone.now()
    assert card_payments_sync_open(gateway=stripe_memory, now=timezone.now()) == {}


def test_sweep_ends_a_payment_whose_order_needs_no_money(sweep, payment, stripe_memory):
    order_mark_paid(
        order_id=payment.order_id,
        captured_fen=payment.total_fen,
        gateway="mall.payments.test",
        reference="4200001",
        paid_at=timezone.now(),
        actor="system:test",
    )

    assert sweep() == {"moved": 1}

    payment.refresh_from_db()
    assert payment.state == "canceled"
    assert stripe_memory.intents[payment.intent_id].state is CardState.CANCELED


def test_sweeps_of_a_shop_without_cards_ask_nobody(db):
    door.forget()

    tasks.sync_open_task()
    tasks.settle_refunds_task()
