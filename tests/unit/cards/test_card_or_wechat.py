"""An order is paid by card or by WeChat, whichever the buyer chose last."""

import time

import pytest
from django.utils import timezone

from plugins.cards import provider as card_provider
from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_apply import card_payment_apply
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.cards.services.card_refunds_settle import card_refunds_settle
from plugins.cards.states import CardState
from plugins.orders.public import NotPayable, OtherPaymentUnderWay
from plugins.wechat_pay import provider as wechat_provider
from plugins.wechat_pay.models import WechatPayment
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payment_sync import payment_sync
from tests.concurrency.test_order_place_races import race
from tests.unit.cards.memory_gateway import silence
from tests.unit.wechat_pay.memory_gateway import MemoryGateway as WechatMemory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wechat(monkeypatch, stripe_memory) -> WechatMemory:
    memory = WechatMemory(now=time.time)
    monkeypatch.setattr(wechat_provider, "gateway", lambda: memory)
    monkeypatch.setattr(card_provider, "gateway", lambda: stripe_memory)
    return memory


@pytest.fixture
def by_card(placed, buyer_li, stripe_memory, wechat):
    return lambda: card_payment_start(
        number=placed.number, buyer=buyer_li, gateway=stripe_memory, now=timezone.now()
    )


@pytest.fixture
def by_wechat(placed, buyer_li, wechat):
    return lambda: payment_prepay(
        number=placed.number, buyer=buyer_li, openid="o-li", gateway=wechat, now=timezone.now()
    )


def payable(stripe_memory, wechat):
    cards = [each for each in stripe_memory.intents.values() if each.state is CardState.CREATED]
    sheets = [each for each in wechat.held.values() if each.transaction.trade_state == "NOTPAY"]
    return len(cards), len(sheets)


def test_choosing_the_other_ends_the_first(by_card, by_wechat, stripe_memory, wechat):
    by_card()
    assert payable(stripe_memory, wechat) == (1, 0)
    by_wechat()
    assert payable(stripe_memory, wechat) == (0, 1)
    by_card()
    assert payable(stripe_memory, wechat) == (1, 0)


def test_paid_by_card_cannot_be_opened_at_wechat(by_card, by_wechat, stripe_memory, wechat, placed):
    stripe_memory.pay(by_card().id)

    with pytest.raises(NotPayable):
        by_wechat()

    assert payable(stripe_memory, wechat) == (0, 0)
    placed.refresh_from_db()
    assert placed.state == "paid"


def test_silence_of_the_other_keeps_both_from_being_payable(
    by_card, by_wechat, stripe_memory, wechat
):
    by_card()
    stripe_memory.fail_next("cancel_intent", silence())

    with pytest.raises(OtherPaymentUnderWay):
        by_wechat()

    assert payable(stripe_memory, wechat) == (1, 0)


def test_both_at_once_never_leave_both_payable(by_card, by_wechat, stripe_memory, wechat):
    for _ in range(6):
        race(by_card, by_wechat)

        assert sum(payable(stripe_memory, wechat)) <= 1


def test_second_money_is_recorded_and_goes_back(by_card, by_wechat, stripe_memory, wechat, placed):
    """Should both take money after all, the order keeps the first."""
    intent = by_card()
    CardPayment.objects.update(state="canceled", canceled_at=timezone.now())
    by_wechat()
    payment = WechatPayment.objects.get()
    wechat.pay(payment.out_trade_no)
    payment_sync(payment=payment, gateway=wechat, now=timezone.now())

    card_payment_apply(intent=stripe_memory.pay(intent.id), at=timezone.now())
    card_refunds_settle(gateway=stripe_memory, now=timezone.now())

    card = CardPayment.objects.get()
    assert (card.payout, card.refunded_fen) == ("surplus", 2680)
    placed.refresh_from_db()
    assert (placed.state, placed.paid_fen, placed.refunded_fen) == ("paid", 2680, 0)
