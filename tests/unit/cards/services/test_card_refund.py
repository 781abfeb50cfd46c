import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.cards.errors import (
    CardPaymentNotFound,
    RefundKeyReused,
    RefundNotPositive,
    RefundTooMuch,
    StripeFault,
)
from plugins.cards.management.commands import card_refund as command
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_payment_apply import card_payment_apply
from plugins.cards.services.card_refund import card_refund
from plugins.cards.services.card_refund_apply import card_refund_apply
from plugins.cards.services.card_refunds_settle import card_refunds_settle
from plugins.cards.states import RefundState
from plugins.kernel.audit import history_of
from plugins.orders.models import PlacedOrder
from tests.unit.cards.memory_gateway import refused, silence


@pytest.fixture
def give_back(paid, stripe_memory):
    def call(fen=680, key="case-1"):
        return card_refund(
            payment_id=paid.pk,
            fen=fen,
            key=key,
            reason="少一件",
            actor="staff:1",
            gateway=stripe_memory,
            now=timezone.now(),
        )

    return call


@pytest.fixture
def settle(stripe_memory):
    def run():
        CardRefund.objects.update(check_after=timezone.now())
        return card_refunds_settle(gateway=stripe_memory, now=timezone.now())

    return run


def refunded(payment):
    payment.refresh_from_db()
    return payment.refunded_fen


def test_part_goes_back_and_the_order_says_so(give_back, paid, placed):
    refund = give_back()

    assert (refund.state, refund.fen, refunded(paid)) == ("succeeded", 680, 680)
    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("paid", 680)
    actions = [entry.action for entry in history_of(refund)]
    assert actions == ["cards.refund.asked", "cards.refund.succeeded"]


def test_whole_amount_refunds_the_order(give_back, paid, placed):
    give_back(fen=680)
    give_back(fen=2000, key="case-2")

    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen, refunded(paid)) == ("refunded", 2680, 2680)


def test_same_key_refunds_once(give_back, paid, stripe_memory):
    assert give_back().pk == give_back().pk

    assert (len(stripe_memory.refunds), refunded(paid)) == (1, 680)
    with pytest.raises(RefundKeyReused):
        give_back(fen=681)


@pytest.mark.parametrize(
    ("fen", "error"),
    [(0, RefundNotPositive), (-1, RefundNotPositive), (2681, RefundTooMuch)],
)
def test_amount_outside_the_payment_is_refused(give_back, paid, stripe_memory, fen, error):
    with pytest.raises(error):
        give_back(fen=fen)

    assert (CardRefund.objects.count(), refunded(paid)) == (0, 0)
    assert stripe_memory.refunds == {}


def test_database_refuses_more_than_was_taken(paid):
    with pytest.raises(IntegrityError, match="refunded_within"), transaction.atomic():
        CardPayment.objects.update(refunded_fen=2681)


def test_unpaid_payment_has_nothing_to_refund(payment, stripe_memory):
    with pytest.raises(CardPaymentNotFound):
        card_refund(
            payment_id=payment.pk,
            fen=1,
            key="case-1",
            reason="",
            actor="staff:1",
            gateway=stripe_memory,
            now=timezone.now(),
        )


@pytest.mark.parametrize("after_doing", [False, True])
def test_silence_reserves_the_amount_and_the_sweep_finishes(
    give_back, settle, paid, stripe_memory, after_doing
):
    stripe_memory.fail_next("create_refund", silence(), after_doing=after_doing)
    with pytest.raises(StripeFault):
        give_back()
    assert refunded(paid) == 680
    # A day later Stripe has forgotten the key, and must not refund again.
    stripe_memory.forget_keys()

    assert settle() == {"asked": 1, "failed": 0}

    assert CardRefund.objects.get().state == "succeeded"
    assert len(stripe_memory.refunds) == 1
    assert settle() == {"asked": 0, "failed": 0}


def test_refusal_frees_the_amount(give_back, paid, placed, stripe_memory):
    stripe_memory.fail_next("create_refund", refused("insufficient_funds"))

    refund = give_back()

    assert (refund.state, refund.failure, refunded(paid)) == ("failed", "insufficient_funds", 0)
    placed.refresh_from_db()
    assert placed.refunded_fen == 0


def test_pending_refund_is_asked_about_until_it_is_settled(give_back, settle, stripe_memory):
    stripe_memory.answer_refunds_with = RefundState.PENDING
    refund = give_back()
    settle()
    refund.refresh_from_db()
    assert refund.state == "pending"
    stripe_memory.refund_becomes(refund.refund_id, RefundState.SUCCEEDED)

    settle()

    refund.refresh_from_db()
    assert refund.state == "succeeded"


def test_pending_refund_that_fails_frees_its_amount(give_back, settle, paid, stripe_memory):
    stripe_memory.answer_refunds_with = RefundState.PENDING
    refund = give_back()
    stripe_memory.refund_becomes(refund.refund_id, RefundState.FAILED, "declined")

    settle()

    refund.refresh_from_db()
    assert (refund.state, refund.failure, refunded(paid)) == ("failed", "declined", 0)


def test_refund_sent_back_by_the_bank_cannot_be_repeated_on_the_card(
    give_back, paid, stripe_memory, placed
):
    refund = give_back(fen=2680)
    word = stripe_memory.refund_becomes(refund.refund_id, RefundState.FAILED, "lost_or_stolen_card")

    card_refund_apply(word=word, now=timezone.now())

    refund.refresh_from_db()
    assert (refund.state, refunded(paid)) == ("failed", 2680)
    with pytest.raises(RefundTooMuch):
        give_back(fen=1, key="case-2")


def test_money_that_came_too_late_goes_back_by_itself_once(payment, stripe_memory, settle, placed):
    CardPayment.objects.update(state="canceled", canceled_at=timezone.now())
    PlacedOrder.objects.update(state="cancelled", cancelled_at=timezone.now())
    card_payment_apply(intent=stripe_memory.pay(payment.intent_id), at=timezone.now())

    assert settle() == {"asked": 1, "failed": 0}
    assert settle() == {"asked": 0, "failed": 0}

    refund = CardRefund.objects.get()
    assert (refund.state, refund.fen, refund.reason) == ("succeeded", 2680, "late")
    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("refunded", 2680)


@pytest.fixture
def operate(placed, stripe_memory, monkeypatch):
    monkeypatch.setattr(command, "gateway", lambda: stripe_memory)
    words = {"key": "case-1", "reason": "少一件", "by": "chen@example.com"}
    return lambda yuan: call_command("card_refund", placed.number, yuan, **words)


def test_operator_refunds_by_order_number(operate, paid, placed):
    operate("6.80")

    refund = CardRefund.objects.get()
    assert (refund.fen, refund.state, refund.actor) == (
        680,
        "succeeded",
        "operator:chen@example.com",
    )


def test_operator_is_told_what_is_wrong(operate, payment):
    with pytest.raises(CommandError, match="没有已到账的银行卡支付"):
        operate("6.80")
    with pytest.raises(CommandError, match="is no amount in yuan"):
        operate("6.805")
