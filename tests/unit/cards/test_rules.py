"""Rules and messages: no database."""

from datetime import UTC, datetime, timedelta

import pytest

from plugins.cards import rules
from plugins.cards.errors import AnswerUnreadable
from plugins.cards.messages import Event, Intent, RefundWord
from plugins.cards.states import (
    LIVE,
    REFUND_TRANSITIONS,
    TRANSITIONS,
    CardState,
    RefundState,
)

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)

INTENT = {
    "id": "pi_1",
    "status": "requires_payment_method",
    "amount": 2680,
    "amount_received": 0,
    "currency": "cny",
    "metadata": {"order_number": "2611240000000001"},
    "client_secret": "pi_1_secret_x",
}
REFUND = {
    "id": "re_1",
    "status": "pending",
    "amount": 100,
    "currency": "cny",
    "payment_intent": "pi_1",
    "metadata": {"refund_key": "case-1"},
}


@pytest.mark.parametrize(
    ("age", "wait"), [(0, 30), (59, 30), (60, 30), (61, 30.5), (600, 300), (7200, 3600)]
)
def test_waits_grow_with_age(age, wait):
    opened = NOW - timedelta(seconds=age)

    assert rules.next_check(opened_at=opened, now=NOW) == NOW + timedelta(seconds=wait)


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        (None, False),
        (401, False),
        (409, False),
        (429, False),
        (400, True),
        (402, True),
        (500, True),
    ],
)
def test_failures_that_stripe_repeats_for_a_key(status, kept):
    assert rules.is_answer_kept(status) is kept


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("requires_payment_method", CardState.CREATED),
        ("requires_confirmation", CardState.CREATED),
        ("requires_action", CardState.REQUIRES_ACTION),
        ("processing", CardState.PROCESSING),
        ("succeeded", CardState.SUCCEEDED),
        ("canceled", CardState.CANCELED),
    ],
)
def test_every_status_of_an_automatic_capture_is_known(status, state):
    assert Intent.from_payload({**INTENT, "status": status}).state is state


@pytest.mark.parametrize(
    "payload",
    [
        {**INTENT, "status": "requires_capture"},
        {**INTENT, "amount": "much"},
        {name: value for name, value in INTENT.items() if name != "currency"},
    ],
)
def test_intent_that_is_not_as_documented_is_unreadable(payload):
    with pytest.raises(AnswerUnreadable):
        Intent.from_payload(payload)


def test_secret_is_not_shown():
    assert "secret" not in repr(Intent.from_payload(INTENT)).replace("secret=", "")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", RefundState.PENDING),
        ("requires_action", RefundState.PENDING),
        ("succeeded", RefundState.SUCCEEDED),
        ("failed", RefundState.FAILED),
        ("canceled", RefundState.FAILED),
    ],
)
def test_every_status_of_a_refund_is_known(status, state):
    word = RefundWord.from_payload({**REFUND, "status": status})

    assert (word.state, word.key, word.intent_id) == (state, "case-1", "pi_1")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"id":"e","type":"t","created":"x"}'])
def test_body_that_is_no_event_is_unreadable(body):
    with pytest.raises(AnswerUnreadable):
        Event.parse(body)


def test_money_is_never_forgotten_and_never_undone():
    assert all(TRANSITIONS.allows(state, CardState.SUCCEEDED) for state in LIVE)
    assert TRANSITIONS.allows(CardState.CANCELED, CardState.SUCCEEDED)
    assert TRANSITIONS.is_final(CardState.SUCCEEDED)
    assert REFUND_TRANSITIONS.is_final(RefundState.FAILED)
