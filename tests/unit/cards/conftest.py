"""An order of Li's that awaits payment, Stripe in memory, and localstripe."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.cards.models import CardPayment
from plugins.cards.services.card_payment_apply import card_payment_apply
from plugins.cards.services.card_payment_start import card_payment_start
from plugins.orders.services.order_place import order_place
from tests.unit.cards.local_stripe import LocalStripe
from tests.unit.cards.memory_gateway import MemoryGateway

WEBHOOK_SECRET = "whsec_of_the_tests"


@pytest.fixture
def stripe_memory() -> MemoryGateway:
    return MemoryGateway()


@pytest.fixture(scope="session")
def local_stripe_server():
    # Its application is bound to the first event loop that runs it.
    with LocalStripe() as running:
        yield running


@pytest.fixture
def local_stripe(local_stripe_server):
    local_stripe_server.forget()
    return local_stripe_server


@pytest.fixture
def placed(buyer_li, goods, checkout_of):
    """One 金牛麻花 of 18.80 and 8.00 for shipping: 2680 fen."""
    checkout = checkout_of(buyer_li, (goods("金牛麻花", "18.80"), 1))
    return order_place(
        buyer=buyer_li,
        checkout_token=checkout.token,
        idempotency_key="confirm-screen-1",
        now=timezone.now(),
    )


@pytest.fixture
def start(placed, buyer_li, stripe_memory):
    """`start()` is Li choosing “card”; `start(after=…)` chooses later."""

    def choose(*, after=timedelta(0)):
        return card_payment_start(
            number=placed.number,
            buyer=buyer_li,
            gateway=stripe_memory,
            now=timezone.now() + after,
        )

    return choose


@pytest.fixture
def payment(start) -> CardPayment:
    """Li's opened payment."""
    start()
    return CardPayment.objects.get()


@pytest.fixture
def paid(payment, stripe_memory) -> CardPayment:
    """Li's payment after her bank said yes."""
    card_payment_apply(intent=stripe_memory.pay(payment.intent_id), at=timezone.now())
    payment.refresh_from_db()
    return payment


@pytest.fixture
def cards_on(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    settings.STRIPE_PUBLISHABLE_KEY = "pk_test_1"
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
