"""When no push comes, WeChat is asked: soon at first, then ever more rarely."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.kernel.models import OutboxMessage
from plugins.shipments.models import Shipment
from plugins.shipments.rules import SettlementWord
from plugins.shipments.services.settlement_record import settlement_record
from plugins.shipments.services.settlements_check import settlements_check
from plugins.shipments.states import WechatOrderState as State


@pytest.fixture
def reported(paid, ship, report):
    shipment = ship()
    report(shipment)
    return shipment


@pytest.fixture
def ask(shipping):
    """`ask(after)` is the sweep some time from now."""

    def sweep(after):
        return settlements_check(gateway=shipping, now=timezone.now() + after)

    return sweep


def facts():
    shipment = Shipment.objects.get()
    return shipment.received_at is not None, shipment.settled_at is not None


def test_nothing_is_asked_before_an_hour_and_less_and_less_often(reported, ask, shipping):
    shipping.state = State.SHIPPED

    assert ask(timedelta(minutes=59)) == 0
    assert ask(timedelta(minutes=61)) == 1
    waits = []
    for _ in range(6):
        due = Shipment.objects.get().check_after
        ask(due - timezone.now() + timedelta(seconds=1))
        waits.append(Shipment.objects.get().check_after - due)

    assert waits == sorted(waits)
    assert waits[-1] > timedelta(hours=5)
    assert facts() == (False, False)


@pytest.mark.parametrize(
    ("state", "known", "goes_on"),
    [
        (State.TO_SHIP, (False, False), True),
        (State.RECEIVED, (True, False), True),
        (State.AWAITING_SETTLEMENT, (True, False), True),
        (State.DONE, (True, True), False),
        (State.REFUNDED, (False, False), False),
    ],
)
def test_state_at_wechat_says_what_became_of_the_order(
    reported, ask, shipping, state, known, goes_on
):
    shipping.state = state

    assert ask(timedelta(hours=2)) == 1

    assert facts() == known
    assert (Shipment.objects.get().check_after is not None) is goes_on
    assert OutboxMessage.objects.filter(topic="shipments.settled").count() == known[1]


def test_failure_is_asked_again_later(reported, ask, shipping):
    shipping.fail_next("-1", permanent=False)

    assert ask(timedelta(hours=2)) == 0
    assert Shipment.objects.get().check_after > timezone.now() + timedelta(hours=2)


def test_asking_ends_with_a_word_to_the_operator(reported, ask, shipping, caplog):
    shipping.state = State.SHIPPED

    ask(timedelta(days=61))

    assert Shipment.objects.get().check_after is None
    assert "has not settled" in caplog.text


def test_push_that_comes_after_the_query_changes_nothing(reported, ask, shipping):
    shipping.state = State.DONE
    ask(timedelta(hours=2))
    first = Shipment.objects.get().settled_at

    settlement_record(
        order_id=reported.order_id,
        word=SettlementWord(received_at=first, settled_at=first + timedelta(hours=1)),
    )

    assert Shipment.objects.get().settled_at == first
    assert OutboxMessage.objects.filter(topic="shipments.settled").count() == 1


def test_sweep_asks_only_when_something_is_due(paid, monkeypatch):
    from plugins.shipments import gateway, tasks

    monkeypatch.setattr(gateway, "gateway", lambda: pytest.fail("nothing is due"))

    tasks.check_settlements_task()
