"""An order paid by card is refunded through the same cases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve
from plugins.after_sales.services.case_refund import case_refund_again
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.cards.errors import RefundNotFailed
from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.services.card_payment_apply import card_payment_apply
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.cards.services.card_refund_apply import card_refund_apply
from plugins.cards.services.card_refunds_settle import card_refunds_settle
from plugins.cards.states import RefundState
from plugins.orders.public import (
    NoPaymentToRefund,
    RefundStanding,
    order_refund_again,
    order_refund_promise,
    order_refund_standing,
)
from tests.unit.after_sales.conftest import SELLER
from tests.unit.cards.memory_gateway import MemoryGateway, refused

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=5)


@pytest.fixture
def stripe():
    return MemoryGateway()


@pytest.fixture
def paid(buy, buyer_li, mahua, stripe):
    """Two 麻花 with shipping, paid by card: 45.60."""
    order = buy(buyer_li, (mahua, 2), pay=False)
    card_payment_start(number=order.number, buyer=buyer_li, gateway=stripe, now=timezone.now())
    payment = CardPayment.objects.get()
    card_payment_apply(intent=stripe.pay(payment.intent_id), at=timezone.now())
    order.refresh_from_db()
    return order


@pytest.fixture
def case(paid, buyer_li):
    [line] = paid.order.lines.all()
    case = case_request(
        order_number=paid.number,
        buyer=buyer_li,
        idempotency_key="form-0001",
        wish=Wish(Kind.REFUND_ONLY, Reason.CHANGED_MIND, {line.pk: 1}),
        now=timezone.now(),
    )
    return case_approve(case_id=case.pk, actor=SELLER, now=timezone.now())


def sweep(stripe, now=None):
    now = now or timezone.now() + LATER
    counts = card_refunds_settle(gateway=stripe, now=now)
    cases_sweep(now=timezone.now())
    return counts


def test_promise_is_kept_by_the_sweep_and_asks_nothing_before(paid, case, stripe):
    assert (case.state, CardRefund.objects.get().state) == ("refunding", "asked")
    assert "create_refund" not in stripe.calls

    sweep(stripe)

    case.refresh_from_db()
    paid.refresh_from_db()
    assert (case.state, paid.refunded_fen) == ("refunded", 1880)
    sweep(stripe)
    assert len(stripe.refunds) == 1


def test_refused_refund_is_tried_again_under_another_key(paid, case, stripe):
    stripe.fail_next("create_refund", refused("charge_disputed"))
    sweep(stripe)
    case.refresh_from_db()
    assert (case.state, case.trouble) == ("refund_failed", "failed")

    case_refund_again(case_id=case.pk, actor=SELLER, now=timezone.now())
    sweep(stripe)

    case.refresh_from_db()
    assert (case.state, len(stripe.refunds)) == ("refunded", 1)
    assert [refund.key for refund in CardRefund.objects.order_by("pk")] == [
        case.refund_key,
        f"{case.refund_key}~1",
    ]


def test_money_a_bank_sends_back_is_not_refunded_twice(paid, case, stripe):
    sweep(stripe)
    refund = CardRefund.objects.get()
    word = stripe.refund_becomes(refund.refund_id, RefundState.FAILED, "expired_or_canceled_card")
    card_refund_apply(word=word, now=timezone.now())

    facts = {"order_id": paid.order_id, "key": case.refund_key}
    assert order_refund_standing(**facts) is RefundStanding.ABNORMAL
    with pytest.raises(RefundNotFailed):
        order_refund_again(**facts, requested_by=SELLER, now=timezone.now())
    assert CardRefund.objects.count() == 1


def test_order_that_nobody_paid_has_nothing_to_promise(buy, buyer_zhou, mahua):
    order = buy(buyer_zhou, (mahua, 1), pay=False)

    with pytest.raises(NoPaymentToRefund):
        order_refund_promise(
            order_id=order.order_id,
            fen=100,
            key="case-1",
            reason="after_sales",
            requested_by=SELLER,
            now=timezone.now(),
        )


def test_standing_of_what_was_never_promised_is_none(paid):
    assert order_refund_standing(order_id=paid.order_id, key="never") is None
    assert Case.objects.count() == 0
