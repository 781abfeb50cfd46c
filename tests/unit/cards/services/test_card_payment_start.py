import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.cards.errors import StripeFault
from plugins.cards.models import CardPayment
from plugins.cards.services import card_payment_start as service
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.cards.states import CardState
from plugins.kernel.audit import history_of
from plugins.orders.public import (
    NotPayable,
    OrderNotFound,
    OtherPaymentUnderWay,
    PaymentOverdue,
    Verdict,
)
from plugins.orders.services import payments_end_others
from tests.unit.cards.memory_gateway import refused, silence


def test_buyer_gets_a_secret_for_exactly_the_order(start, placed, stripe_memory):
    intent = start()

    payment = CardPayment.objects.get()
    assert intent.client_secret
    assert (intent.amount, intent.currency, intent.order_number) == (2680, "cny", placed.number)
    assert (payment.intent_id, payment.total_fen, payment.state) == (intent.id, 2680, "created")
    assert [entry.action for entry in history_of(payment)] == ["cards.payment.opened"]


def test_repetition_returns_the_same_intent(start, stripe_memory):
    assert start().client_secret == start().client_secret

    assert CardPayment.objects.count() == len(stripe_memory.intents) == 1


def test_lost_answer_is_asked_for_again_with_the_same_key(start, stripe_memory):
    stripe_memory.fail_next("create_intent", silence(), after_doing=True)
    with pytest.raises(StripeFault):
        start()
    assert CardPayment.objects.get().intent_id is None

    start()

    assert CardPayment.objects.get().intent_id in stripe_memory.intents
    assert len(stripe_memory.intents) == 1


def test_failure_that_stripe_remembers_costs_the_key(start, stripe_memory):
    stripe_memory.fail_next("create_intent", refused(http_status=500))
    with pytest.raises(StripeFault):
        start()

    start()

    states = list(CardPayment.objects.values_list("state", "intent_id"))
    assert [state for state, _ in states] == ["canceled", "created"]
    assert states[0][1] is None


def test_intent_canceled_at_stripe_is_replaced(start, payment, stripe_memory):
    stripe_memory.becomes(payment.intent_id, CardState.CANCELED)

    intent = start()

    assert intent.id != payment.intent_id
    payment.refresh_from_db()
    assert payment.state == "canceled"
    assert CardPayment.objects.live().get().intent_id == intent.id


def test_payment_found_paid_settles_the_order_and_is_not_offered_again(
    start, payment, stripe_memory, placed
):
    stripe_memory.pay(payment.intent_id)

    with pytest.raises(NotPayable):
        start()

    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen) == ("paid", 2680)


def test_payment_ended_during_the_call_hands_out_no_secret(start, stripe_memory, buyer_li, placed):
    def end():
        CardPayment.objects.update(state="canceled", canceled_at=timezone.now())

    stripe_memory.just_before("create_intent", end)

    with pytest.raises(NotPayable):
        start()

    assert [each.state for each in stripe_memory.intents.values()] == [CardState.CANCELED]


def test_overdue_order_is_not_opened(start, stripe_memory, placed):
    with pytest.raises(PaymentOverdue):
        start(after=placed.pay_by - placed.placed_at)

    assert (CardPayment.objects.count(), stripe_memory.calls) == (0, [])


def test_stranger_finds_no_order(placed, buyer_zhou, stripe_memory):
    with pytest.raises(OrderNotFound):
        card_payment_start(
            number=placed.number, buyer=buyer_zhou, gateway=stripe_memory, now=timezone.now()
        )

    assert (CardPayment.objects.count(), stripe_memory.calls) == (0, [])


@pytest.mark.parametrize(
    ("verdict", "error"), [(Verdict.PAID, NotPayable), (Verdict.UNKNOWN, OtherPaymentUnderWay)]
)
def test_other_payment_is_ended_before_anything_is_handed_out(
    start, stripe_memory, monkeypatch, verdict, error
):
    class Other:
        answer = verdict

        def end_payments(self, *, order_id):
            assert not CardPayment.objects.live().filter(order_id=order_id).exists()
            return self.answer

    asked_besides = []
    monkeypatch.setattr(
        payments_end_others,
        "payment_providers",
        lambda *, besides: asked_besides.append(besides) or [Other()],
    )

    with pytest.raises(error):
        start()

    assert stripe_memory.calls == []
    Other.answer = Verdict.CLOSED
    assert start().client_secret
    assert asked_besides == [service.PROVIDER] * 2


def test_database_refuses_two_live_payments(payment):
    with pytest.raises(IntegrityError, match="cards_one_live"), transaction.atomic():
        CardPayment.objects.create(
            order_id=payment.order_id,
            order_number=payment.order_number,
            idempotency_key="another",
            total_fen=1,
            opened_at=payment.opened_at,
            check_after=payment.check_after,
        )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"refunded_fen": 1}, "cards_refunded_means_succeeded"),
        ({"total_fen": 0}, "cards_total_positive"),
        ({"state": "succeeded"}, "cards_succeeded_means_when"),
        ({"state": "canceled"}, "cards_canceled_means_when"),
        ({"state": "processing", "intent_id": None}, "cards_moved_means_intent"),
    ],
)
def test_database_refuses_what_cannot_be(payment, changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        CardPayment.objects.filter(pk=payment.pk).update(**changes)
