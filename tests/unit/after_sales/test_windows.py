"""Who may ask for what, and until when; how long everybody has."""

from datetime import UTC, datetime, timedelta

import pytest

from plugins.after_sales.rules.case_state import CaseState
from plugins.after_sales.rules.deadlines import STAGES, Default, deadline_of, working_days_later
from plugins.after_sales.rules.windows import (
    BEIJING,
    Kind,
    Obstacle,
    Reason,
    Situation,
    is_shipping_returned,
    last_moment,
    obstacle,
)

RECEIVED = datetime(2026, 7, 1, 23, 30, tzinfo=BEIJING)
ONLY, BACK = Kind.REFUND_ONLY, Kind.RETURN_AND_REFUND


def found(kind, reason, *, shipped=True, received=RECEIVED, exempt=False, now=RECEIVED):
    return obstacle(
        kind=kind, reason=reason, situation=Situation(shipped, received, exempt), now=now
    )


def test_seven_days_count_from_the_day_after_receipt_in_beijing():
    end = last_moment(received_at=RECEIVED.astimezone(UTC), days=7)

    assert end == datetime(2026, 7, 9, 0, 0, tzinfo=BEIJING)
    assert found(BACK, Reason.CHANGED_MIND, now=end - timedelta(seconds=1)) is None
    assert found(BACK, Reason.CHANGED_MIND, now=end) is Obstacle.WINDOW_OVER


def test_window_is_open_while_nobody_said_that_the_goods_arrived():
    assert found(BACK, Reason.CHANGED_MIND, received=None, now=RECEIVED + timedelta(99)) is None


@pytest.mark.parametrize(
    ("kind", "reason", "exempt", "expected"),
    [
        (BACK, Reason.CHANGED_MIND, True, Obstacle.EXEMPT),
        (ONLY, Reason.CHANGED_MIND, True, Obstacle.EXEMPT),
        (ONLY, Reason.CHANGED_MIND, False, Obstacle.MUST_RETURN),
        (ONLY, Reason.QUALITY, True, None),
        (BACK, Reason.DAMAGED, True, None),
        (ONLY, Reason.NOT_RECEIVED, False, Obstacle.RECEIVED),
        (BACK, Reason.NOT_RECEIVED, False, Obstacle.NOT_SHIPPED),
    ],
)
def test_shipped_goods(kind, reason, exempt, expected):
    assert found(kind, reason, exempt=exempt) is expected


def test_defects_can_be_told_for_fifteen_days():
    end = last_moment(received_at=RECEIVED, days=15)

    assert found(ONLY, Reason.QUALITY, exempt=True, now=end - timedelta(seconds=1)) is None
    assert found(ONLY, Reason.QUALITY, exempt=True, now=end) is Obstacle.WINDOW_OVER


def test_goods_that_never_left_are_refunded_whatever_they_are():
    for reason in Reason:
        assert found(ONLY, reason, shipped=False, received=None, exempt=True) is None
        assert found(BACK, reason, shipped=False, received=None) is Obstacle.NOT_SHIPPED


def test_shipping_goes_back_with_the_last_goods_unless_she_changed_her_mind():
    def returned(rest, shipped, reason):
        return is_shipping_returned(takes_the_rest=rest, is_shipped=shipped, reason=reason)

    assert returned(True, False, Reason.CHANGED_MIND)
    assert returned(True, True, Reason.QUALITY)
    assert not returned(True, True, Reason.CHANGED_MIND)
    assert not returned(False, False, Reason.CHANGED_MIND)


def test_every_state_in_which_somebody_is_waited_for_has_a_deadline():
    waited_for = {
        CaseState.REQUESTED: Default.APPROVE,
        CaseState.WAITING_RETURN: Default.CLOSE,
        CaseState.RETURNING: Default.RECEIVE,
        CaseState.REFUSED: Default.CLOSE,
        CaseState.ARBITRATION: Default.NOTHING,
    }

    assert {state: stage.default for state, stage in STAGES.items()} == waited_for
    for state in set(CaseState) - set(STAGES):
        assert deadline_of(state, since=RECEIVED).due_at is None


def test_seller_has_48_hours_and_is_reminded_12_before():
    deadline = deadline_of(CaseState.REQUESTED, since=RECEIVED)

    assert deadline.due_at == RECEIVED + timedelta(hours=48)
    assert deadline.remind_at == RECEIVED + timedelta(hours=36)


def test_working_days_pass_over_weekends_and_holidays():
    # Wednesday 30 September 2026: the National Day holidays follow.
    eve = datetime(2026, 9, 30, 15, 0, tzinfo=BEIJING)
    later = working_days_later(eve, days=1)

    assert (later.date().month, later.hour) == (10, 15)
    assert later.date().day >= 8
    friday = datetime(2026, 7, 3, 9, 0, tzinfo=BEIJING)
    assert working_days_later(friday, days=3) == datetime(2026, 7, 8, 9, 0, tzinfo=BEIJING)


def test_years_without_announced_holidays_count_monday_to_friday():
    friday = datetime(2091, 7, 6, 9, 0, tzinfo=BEIJING)

    assert friday.weekday() == 4
    assert working_days_later(friday, days=1) == friday + timedelta(days=3)
