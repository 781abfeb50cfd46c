"""Starting a payment by card through the public door."""

import pytest

from plugins.cards.errors import StripeFault
from plugins.cards.gateway import KEYS, forget
from plugins.cards.graphql.mutations import card_payment_start
from plugins.cards.models import CardPayment
from tests.unit.cards.memory_gateway import refused, silence


@pytest.fixture
def connected(cards_on, stripe_memory, monkeypatch):
    monkeypatch.setattr(card_payment_start, "gateway", lambda: stripe_memory)


def begin(client, placed):
    return client.data("CardPaymentStart", orderNumber=placed.number)["cardPaymentStart"]


def codes(answer):
    return [error["code"] for error in answer["errors"]]


def test_buyer_gets_what_stripe_js_needs(connected, client_of, buyer_li, placed, stripe_memory):
    answer = begin(client_of(buyer_li), placed)

    [intent] = stripe_memory.intents.values()
    assert answer == {
        "clientSecret": intent.client_secret,
        "publishableKey": "pk_test_1",
        "errors": [],
    }


def test_shop_without_keys_says_so_in_both_languages(settings, client_of, buyer_li, placed):
    for name in KEYS:
        setattr(settings, name, "")
    forget()

    answer = begin(client_of(buyer_li), placed)

    [error] = answer["errors"]
    assert error["code"] == "CARD_PAYMENTS_OFF"
    assert "尚未开通银行卡支付" in error["message"]
    assert "does not take cards" in error["messageEn"]
    assert (answer["clientSecret"], answer["publishableKey"]) == (None, None)
    assert CardPayment.objects.count() == 0


def test_stranger_finds_no_order(connected, client_of, buyer_zhou, placed, stripe_memory):
    assert codes(begin(client_of(buyer_zhou), placed)) == ["ORDER_NOT_FOUND"]
    assert stripe_memory.calls == []


def test_visitor_must_log_in(connected, visitor, placed, stripe_memory):
    answer = visitor.send("CardPaymentStart", orderNumber=placed.number).json()

    assert "LOGIN_REQUIRED" in str(answer)
    assert stripe_memory.calls == []


@pytest.mark.parametrize(
    ("fault", "code", "level"),
    [
        (silence(), "CARD_PAYMENT_UNAVAILABLE", "WARNING"),
        (refused("secret_word"), "CARD_PAYMENT_UNAVAILABLE", "ERROR"),
        (refused("amount_too_small"), "CARD_AMOUNT_TOO_SMALL", None),
    ],
)
def test_trouble_is_told_without_its_reason(
    connected, client_of, buyer_li, placed, stripe_memory, caplog, fault: StripeFault, code, level
):
    stripe_memory.fail_next("create_intent", fault)

    answer = begin(client_of(buyer_li), placed)

    assert codes(answer) == [code]
    assert "secret_word" not in str(answer)
    logged = [each.levelname for each in caplog.records if "to a buyer" in each.message]
    assert logged == ([level] if level else [])
