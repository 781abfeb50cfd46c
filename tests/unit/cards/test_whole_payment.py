"""Shop and localstripe over real connections, keys read from the settings."""

import time

import pytest
from django.utils import timezone

from plugins.cards import gateway as door
from plugins.cards.models import CardEvent, CardPayment
from plugins.cards.services.card_refund import card_refund
from plugins.cards.tasks import sync_open_task
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from tests.unit.cards.conftest import WEBHOOK_SECRET
from tests.unit.cards.local_stripe import SECRET_KEY

pytestmark = pytest.mark.django_db(transaction=True)

NEEDS_3DS = "4000002500003155"
DECLINED = "4000000000000341"


@pytest.fixture
def configured(cards_on, settings, local_stripe):
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_API_BASE = local_stripe.url
    door.forget()
    yield
    door.gateway().close()
    door.forget()


@pytest.fixture
def listening(configured, local_stripe, live_server):
    """localstripe reports to the running shop."""
    address = live_server.url.replace("localhost", "127.0.0.1")
    local_stripe.deliver_to(f"{address}/cards/webhook/", WEBHOOK_SECRET)


@pytest.fixture
def opened(client_of, buyer_li, placed):
    """Li chooses “card”; returns (intent id, secret)."""

    def choose():
        answer = client_of(buyer_li).data("CardPaymentStart", orderNumber=placed.number)
        assert answer["cardPaymentStart"]["errors"] == []
        secret = answer["cardPaymentStart"]["clientSecret"]
        return secret.split("_secret_")[0], secret

    return choose


def wait_for(condition):
    for _ in range(100):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within five seconds")


def state_of(placed):
    placed.refresh_from_db()
    return placed.state


def test_event_pays_the_order_and_its_refund_goes_back(listening, opened, local_stripe, placed):
    intent_id, _ = opened()

    assert local_stripe.confirm(intent_id).status_code == 200

    wait_for(lambda: state_of(placed) == "paid")
    wait_for(lambda: CardEvent.objects.filter(outcome="applied").count() == 1)
    refund = card_refund(
        payment_id=CardPayment.objects.get().pk,
        fen=2680,
        key="case-1",
        reason="退货",
        actor="staff:1",
        gateway=door.gateway(),
        now=timezone.now(),
    )
    assert (refund.state, state_of(placed)) == ("succeeded", "refunded")


def test_sweep_pays_when_no_event_comes(configured, opened, local_stripe, placed):
    intent_id, _ = opened()
    local_stripe.confirm(intent_id)
    assert state_of(placed) == "awaiting_payment"
    CardPayment.objects.update(check_after=timezone.now())

    sync_open_task()

    assert state_of(placed) == "paid"


def test_bank_asks_the_buyer_first(configured, opened, local_stripe, placed):
    intent_id, secret = opened()
    local_stripe.confirm(intent_id, NEEDS_3DS)
    CardPayment.objects.update(check_after=timezone.now())
    sync_open_task()
    assert CardPayment.objects.get().state == "requires_action"

    local_stripe.authenticate(intent_id, secret, success=True)

    CardPayment.objects.update(check_after=timezone.now())
    sync_open_task()
    assert state_of(placed) == "paid"


def test_declined_card_leaves_the_order_payable_with_another(
    listening, opened, local_stripe, placed
):
    intent_id, _ = opened()
    assert local_stripe.confirm(intent_id, DECLINED).status_code == 402
    wait_for(lambda: CardEvent.objects.filter(event_type="payment_intent.payment_failed").exists())

    assert opened()[0] == intent_id
    assert state_of(placed) == "awaiting_payment"


def test_canceled_order_can_no_longer_be_paid(configured, opened, local_stripe, placed, buyer_li):
    intent_id, _ = opened()

    order_cancel_by_buyer(number=placed.number, buyer=buyer_li, now=timezone.now())

    assert state_of(placed) == "cancelled"
    assert local_stripe.confirm(intent_id).status_code == 400
    assert CardPayment.objects.get().state == "canceled"
