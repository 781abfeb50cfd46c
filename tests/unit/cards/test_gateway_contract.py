"""The real library against localstripe, and the double that the services' tests use."""

import pytest

from plugins.cards.errors import EventRefused, NotConfigured, StripeFault
from plugins.cards.gateway import KEYS, StripeGateway, forget, gateway, is_on, verify
from plugins.cards.states import CardState, RefundState
from tests.unit.cards.local_stripe import SECRET_KEY

ORDER = {"total_fen": 2680, "order_number": "2611240000000001"}


@pytest.fixture(params=["library", "memory"])
def door(request):
    """(gateway, pay): both sides answer alike."""
    if request.param == "memory":
        memory = request.getfixturevalue("stripe_memory")
        yield memory, memory.pay
        return
    local = request.getfixturevalue("local_stripe")
    library = StripeGateway(secret_key=SECRET_KEY, api_base=local.url, retries=0)
    yield library, local.confirm
    library.close()


def test_created_intent_is_ours_and_has_a_secret(door):
    stripe, _ = door

    made = stripe.create_intent(key="k1", **ORDER)

    assert (made.amount, made.currency, made.state) == (2680, "cny", CardState.CREATED)
    assert made.order_number == ORDER["order_number"]
    assert made.client_secret.startswith(made.id)
    assert stripe.intent(made.id) == made


def test_paid_intent_has_all_the_money(door):
    stripe, pay = door
    made = stripe.create_intent(key="k1", **ORDER)

    pay(made.id)

    after = stripe.intent(made.id)
    assert (after.state, after.received) == (CardState.SUCCEEDED, 2680)


def test_canceled_intent_stays_canceled(door):
    stripe, _ = door
    made = stripe.create_intent(key="k1", **ORDER)

    assert stripe.cancel_intent(made.id).state is CardState.CANCELED
    with pytest.raises(StripeFault) as again:
        stripe.cancel_intent(made.id)

    assert again.value.permanent
    assert stripe.intent(made.id).state is CardState.CANCELED


def test_paid_intent_cannot_be_canceled(door):
    stripe, pay = door
    made = stripe.create_intent(key="k1", **ORDER)
    pay(made.id)

    with pytest.raises(StripeFault) as refused:
        stripe.cancel_intent(made.id)

    assert (refused.value.permanent, refused.value.http_status) == (True, 400)


def test_unknown_intent_is_a_fault_and_no_answer(door):
    stripe, _ = door

    with pytest.raises(StripeFault) as unknown:
        stripe.intent("pi_unknown")

    assert unknown.value.http_status == 404


def test_refund_is_made_and_found_by_its_key(door):
    stripe, pay = door
    made = stripe.create_intent(key="k1", **ORDER)
    pay(made.id)
    assert stripe.refund_by_key(key="case-1", intent_id=made.id) is None

    word = stripe.create_refund(key="case-1", intent_id=made.id, fen=680)

    assert (word.amount, word.state, word.key) == (680, RefundState.SUCCEEDED, "case-1")
    assert stripe.refund(word.id) == word
    assert stripe.refund_by_key(key="case-1", intent_id=made.id) == word


def test_nobody_at_the_address_is_a_passing_fault():
    library = StripeGateway(secret_key=SECRET_KEY, api_base="http://127.0.0.1:9", retries=0)

    with pytest.raises(StripeFault) as silent:
        library.intent("pi_1")

    assert (silent.value.http_status, silent.value.permanent) == (None, False)
    library.close()


def test_shop_without_keys_has_no_gateway(settings):
    for name in KEYS:
        setattr(settings, name, "")
    forget()

    assert not is_on()
    with pytest.raises(NotConfigured, match="STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY"):
        gateway()


@pytest.mark.parametrize("body", [b"\xff\xfe", b"{}"])
def test_bytes_without_a_signature_prove_nothing(body):
    with pytest.raises(EventRefused):
        verify(body=body, signature="", secret="whsec_1")
