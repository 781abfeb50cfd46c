from datetime import datetime

import pytest

from plugins.reconciliation.advice import ADVICE, MOVEMENT_TEXT
from plugins.reconciliation.rules import (
    BEIJING,
    BY_ITSELF,
    OF_TRADE,
    DifferenceKind,
    Movement,
    effect_of,
    may_cross_midnight,
    movement_of,
)


@pytest.mark.parametrize(
    ("business", "is_income", "movement"),
    [
        ("交易", True, "payment"),
        ("退款", False, "refund"),
        ("退款", True, "refund_returned"),
        ("扣除交易手续费", False, "fee"),
        ("退回交易手续费", True, "fee"),
        ("分账", False, "profit_sharing"),
        ("分账回退", True, "profit_sharing"),
        ("提现", False, "withdrawal"),
        ("提现手续费", False, "withdrawal"),
        ("充值", True, "top_up"),
        ("充值退款", False, "top_up"),
        ("技术服务费", False, "charge"),
        ("违约扣款", False, "charge"),
        ("企业红包", False, "other"),
    ],
)
def test_movement_is_told_by_words_of_its_business(business, is_income, movement):
    assert movement_of(business=business, is_income=is_income).value == movement


def test_everything_has_a_name_a_cause_and_a_next_step():
    assert set(ADVICE) == set(DifferenceKind)
    assert all(all(vars_of(advice)) for advice in ADVICE.values())
    assert set(MOVEMENT_TEXT) == set(Movement) == OF_TRADE | set(BY_ITSELF)


def vars_of(advice):
    return (advice.title, advice.cause_zh, advice.cause_en, advice.next_zh, advice.next_en)


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "effect"),
    [
        ("only_here", 100, None, -100),
        ("refund_only_here", 100, None, 100),
        ("amount_differs", 100, 101, 1),
        ("refund_amount_differs", 100, 101, -1),
        ("fund_missing", 99, None, -99),
        ("withdrawal", None, -500, -500),
        ("number_differs", 100, 100, 0),
        ("balance_broken", 5, 6, 0),
    ],
)
def test_difference_says_by_how_much_it_moves_the_result(kind, ours, theirs, effect):
    assert effect_of(kind=DifferenceKind(kind), ours_fen=ours, theirs_fen=theirs) == effect


def test_last_ten_minutes_of_a_beijing_day_may_cross_midnight():
    late = datetime(2025, 11, 20, 23, 50, tzinfo=BEIJING)

    assert may_cross_midnight(late)
    assert not may_cross_midnight(late.replace(minute=49, second=59))
