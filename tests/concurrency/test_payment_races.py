"""Real threads: choosing two ways to pay at once, and leaving while paying."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from plugins.cards import provider as card_provider
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.cards.states import CardState
from plugins.kernel.errors import DomainError
from plugins.orders.errors import NotCancellable, PaymentUnderWay
from plugins.orders.models import LivePayment, PlacedOrder
from plugins.orders.public import NotPayable, OtherPaymentUnderWay
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from plugins.orders.services.order_place import order_place
from plugins.wechat_pay import provider as wechat_provider
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_code import payment_code
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payments_sync_open import payments_sync_open
from plugins.wechat_pay.services.refunds_sync_open import (
    refunds_request_owed,
    refunds_sync_open,
)
from tests.concurrency.test_order_place_races import race
from tests.unit.cards.memory_gateway import MemoryGateway as CardMemory
from tests.unit.wechat_pay.memory_gateway import MemoryGateway as WechatMemory

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


@pytest.fixture
def stripe(monkeypatch) -> CardMemory:
    memory = CardMemory()
    monkeypatch.setattr(card_provider, "gateway", lambda: memory)
    return memory


@pytest.fixture
def wechat(monkeypatch) -> WechatMemory:
    memory = WechatMemory(now=time.time)
    monkeypatch.setattr(wechat_provider, "gateway", lambda: memory)
    return memory


@pytest.fixture
def place(buyer_li, goods, checkout_of):
    twist = goods("金牛麻花", "18.80", stock=100)

    def make(number: int) -> PlacedOrder:
        return order_place(
            buyer=buyer_li,
            checkout_token=checkout_of(buyer_li, (twist, 1)).token,
            idempotency_key=f"confirm-screen-{number}",
            now=timezone.now(),
        )

    return make


@pytest.fixture
def by_card(buyer_li, stripe):
    return lambda placed: card_payment_start(
        number=placed.number, buyer=buyer_li, gateway=stripe, now=timezone.now()
    )


@pytest.fixture
def by_wechat(buyer_li, wechat):
    return lambda placed: payment_prepay(
        number=placed.number, buyer=buyer_li, openid="o-li", gateway=wechat, now=timezone.now()
    )


@pytest.fixture
def by_code(buyer_li, wechat):
    return lambda placed: payment_code(
        number=placed.number, buyer=buyer_li, gateway=wechat, now=timezone.now()
    )


@pytest.fixture
def in_browser(buyer_li, wechat):
    return lambda placed: payment_prepay(
        number=placed.number,
        buyer=buyer_li,
        openid="p-li",
        appid="wx00000000000000ff",
        gateway=wechat,
        now=timezone.now(),
    )


@pytest.fixture
def cancel(buyer_li):
    return lambda placed: order_cancel_by_buyer(
        number=placed.number, buyer=buyer_li, now=timezone.now()
    )


def payable(stripe, wechat):
    """How much could still be paid at the providers, whatever our books say."""
    cards = [each for each in stripe.intents.values() if each.state is CardState.CREATED]
    sheets = [each for each in wechat.held.values() if each.transaction.trade_state == "NOTPAY"]
    return len(cards) + len(sheets)


def test_two_ways_to_pay_chosen_at_once_leave_one(place, by_card, by_wechat, stripe, wechat):
    for number in range(ROUNDS):
        placed = place(number)
        before = payable(stripe, wechat)

        results = race(*[partial(by_card, placed), partial(by_wechat, placed)] * 2)

        errors = [each for each in results if isinstance(each, Exception)]
        assert {type(each) for each in errors} <= {OtherPaymentUnderWay, NotPayable}
        assert payable(stripe, wechat) - before <= 1
        live = (
            CardPayment.objects.live().filter(order_id=placed.order_id).count()
            + WechatPayment.objects.open().filter(order_id=placed.order_id).count()
        )
        assert live == LivePayment.objects.filter(order_id=placed.order_id).count() <= 1
        # Nobody is stuck: whichever way the buyer chooses next is open to her.
        by_card(placed)
        by_wechat(placed)
        assert LivePayment.objects.get(order_id=placed.order_id).provider == "mall_wechat_pay"


def test_a_laptop_and_two_phones_at_once_leave_one_payment(
    place, by_code, by_wechat, in_browser, stripe, wechat
):
    """And whoever pays in that moment pays the order once; anything more comes back."""
    for number in range(ROUNDS):
        placed = place(number)
        before = payable(stripe, wechat)

        results = race(*[partial(way, placed) for way in (by_code, by_wechat, in_browser)])

        errors = [each for each in results if isinstance(each, Exception)]
        assert {type(each) for each in errors} <= {OtherPaymentUnderWay, NotPayable}
        assert payable(stripe, wechat) - before <= 1
        mine = WechatPayment.objects.filter(order_id=placed.order_id)
        assert mine.filter(state="open").count() <= 1
        # Whichever was handed out last is of the kind that its buyer asked for.
        for each in mine.filter(state="open"):
            assert (each.trade_type == "NATIVE") == bool(each.code_url or not each.openid)
        _end_in_flight(placed)
        by_code(placed)
        trade_no = mine.get(state="open").out_trade_no
        race(partial(wechat.pay, trade_no), partial(in_browser, placed))
        _sweep(wechat)
        placed.refresh_from_db()
        paid = sum(
            wechat.held[each].transaction.is_paid
            for each in mine.values_list("out_trade_no", flat=True)
            if each in wechat.held
        )
        assert (placed.state == "paid", paid) in ((True, 1), (False, 0))
    assert wechat.given_back_fen == 0


def _end_in_flight(placed):
    """A minute later: a call without an answer cannot arrive any more."""
    WechatPayment.objects.filter(order_id=placed.order_id).update(
        prepay_asked_at=timezone.now() - timedelta(minutes=2)
    )


def test_leaving_while_opening_never_leaves_a_cancelled_order_to_be_paid(
    place, by_wechat, by_card, cancel, stripe, wechat
):
    """And whatever the buyer pays in that moment pays the order or comes back once."""
    for number in range(ROUNDS):
        placed = place(number)
        opening = by_wechat if number % 2 else by_card

        left, opened = race(partial(cancel, placed), partial(opening, placed))

        assert not isinstance(left, Exception) or isinstance(left, PaymentUnderWay | NotCancellable)
        assert not isinstance(opened, Exception) or isinstance(opened, DomainError)
        placed.refresh_from_db()
        claimed = LivePayment.objects.filter(order_id=placed.order_id).exists()
        assert not (placed.state == "cancelled" and claimed)


def test_paying_while_leaving_is_paid_or_given_back_once(place, by_wechat, cancel, wechat):
    """The buyer confirms on the sheet in the very moment in which she cancels."""
    paid = 0
    for number in range(ROUNDS):
        placed = place(number)
        by_wechat(placed)
        trade_no = WechatPayment.objects.get(order_id=placed.order_id).out_trade_no

        race(partial(cancel, placed), partial(wechat.pay, trade_no))

        paid += wechat.held[trade_no].transaction.is_paid
        _sweep(wechat)

    orders = PlacedOrder.objects.all()
    assert {order.state for order in orders} <= {"paid", "cancelled", "refunded"}
    kept = sum(order.paid_fen - order.refunded_fen for order in orders)
    assert kept == 2680 * orders.filter(state="paid").count()
    assert kept + wechat.given_back_fen == 2680 * paid


def _sweep(wechat):
    """What the timetable does until nothing is owed."""
    for _ in range(3):
        soon = timezone.now() + timedelta(hours=1)
        payments_sync_open(gateway=wechat, now=soon)
        refunds_request_owed(now=soon)
        refunds_sync_open(gateway=wechat, now=soon)
        wechat.settle_all()
