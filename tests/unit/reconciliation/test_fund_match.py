"""Fund-flow bills row by row: what agrees, what is listed, and that it always adds up."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.reconciliation.rules import BEIJING
from plugins.reconciliation.services.fund_match import Expected, fund_match
from plugins.wechat_pay.public import FundRow, TradeRow
from tests.unit.reconciliation.fixtures import DAY

pytestmark = pytest.mark.django_db
MCHID = "1900000001"
NOON = datetime(DAY.year, DAY.month, DAY.day, 12, tzinfo=BEIJING)
LATE = NOON.replace(hour=23, minute=59, second=58)


def sale(number="T1", *, fen=6960, fee=42, at=NOON) -> TradeRow:
    return TradeRow(
        at=at,
        mchid=MCHID,
        transaction_id=f"42{number}",
        out_trade_no=number,
        state="SUCCESS",
        total_fen=fen,
        settled_fen=fen,
        refund_id="",
        out_refund_no="",
        refund_fen=0,
        refund_state="",
        fee_fen=fee,
        fee_rate=None,
    )


def refund(number="R1", *, of="T1", fen=1000, fee=-6, at=NOON) -> TradeRow:
    return TradeRow(
        at=at,
        mchid=MCHID,
        transaction_id=f"42{of}",
        out_trade_no=of,
        state="REFUND",
        total_fen=0,
        settled_fen=0,
        refund_id=f"50{number}",
        out_refund_no=number,
        refund_fen=fen,
        refund_state="PROCESSING",
        fee_fen=fee,
        fee_rate=None,
    )


def account(*moves: tuple[str, str, int], opening: int = 0) -> list[FundRow]:
    """Rows of (business, business number, signed fen) with balances that chain."""
    rows, balance = [], opening
    for number, (business, business_no, fen) in enumerate(moves):
        balance += fen
        rows.append(
            FundRow(
                at=NOON,
                business_no=business_no,
                flow_no=f"F{number}",
                business=business,
                is_income=fen >= 0,
                amount_fen=abs(fen),
                balance_fen=balance,
                voucher_no="",
            )
        )
    return rows


def matched(rows, trades=(), *, carried_in=None, opening=None):
    return fund_match(
        rows=rows,
        trades=trades,
        carried_in=carried_in or {},
        opening_expected=opening,
        mchid=MCHID,
    )


def listed(match):
    return [(f.kind.value, f.reference, f.ours_fen, f.theirs_fen) for f in match.findings]


def assert_adds_up(match):
    effects = sum(finding.effect_fen for finding in match.findings)
    crossed = match.carried_in_fen - match.carried_out_fen
    assert match.net_fen == match.expected_fen + crossed + effects


SALE = (("交易", "42T1", 6960), ("扣除交易手续费", "42T1", -42))
REFUND = (("退款", "50R1", -1000), ("退回交易手续费", "50R1", 6))


def test_payment_refund_and_fees_agree_row_by_row():
    match = matched(account(*SALE, *REFUND, opening=500), [sale(), refund()], opening=500)

    assert listed(match) == []
    assert (match.rows, match.net_fen, match.expected_fen) == (4, 5924, 5924)
    assert (match.opening_fen, match.closing_fen) == (500, 6424)
    sums = {kind.value: (s.rows, s.income_fen, s.expense_fen) for kind, s in match.sums.items()}
    assert sums == {"payment": (1, 6960, 0), "fee": (2, 6, 42), "refund": (1, 0, 1000)}


def test_row_with_the_fee_taken_off_agrees_too():
    match = matched(account(("交易", "42T1", 6918), ("退款", "50R1", -994)), [sale(), refund()])

    assert listed(match) == []


@pytest.mark.parametrize(
    ("moves", "expected"),
    [
        ((), [("fund_missing", "T1", 6918, None)]),
        ((SALE[0],), [("fund_fee_differs", "T1", -42, None)]),
        ((SALE[0], ("手续费", "42T1", -43)), [("fund_fee_differs", "T1", -42, -43)]),
        ((("交易", "42T1", 6900), SALE[1]), [("fund_amount_differs", "T1", 6960, 6900)]),
        ((*SALE, SALE[0]), [("fund_twice", "T1", 6960, 13920)]),
        ((*SALE, ("交易", "42T9", 100)), [("fund_only_at_wechat", "42T9", None, 100)]),
        (
            (*SALE, ("交易", "42T9", 100), ("手续费", "42T9", -1)),
            [("fund_only_at_wechat", "42T9", None, 99)],
        ),
    ],
)
def test_wrong_row_is_listed_and_everything_adds_up(moves, expected):
    match = matched(account(*moves), [sale()])

    assert listed(match) == expected
    assert_adds_up(match)


@pytest.mark.parametrize(
    ("business", "fen", "kind"),
    [
        ("提现", -5000, "withdrawal"),
        ("分账", -300, "profit_sharing"),
        ("技术服务费", -20, "charge"),
        ("充值", 700, "top_up"),
        ("退款", 1000, "refund_returned"),
        ("企业红包", -88, "other_movement"),
    ],
)
def test_movement_without_trade_is_listed_under_its_own_kind(business, fen, kind):
    match = matched(account(*SALE, (business, "X1", fen)), [sale()])

    assert listed(match) == [(kind, "F2", None, fen)]
    assert match.findings[0].detail == business
    assert_adds_up(match)


def test_balance_that_does_not_follow_is_listed_once_per_break():
    first, *others = account(*SALE, *REFUND)

    match = matched([first, *others[1:]], [sale(), refund()])

    assert listed(match) == [
        ("balance_broken", "F2", 5960, 5918),
        ("fund_fee_differs", "T1", -42, None),
    ]


def test_opening_that_is_not_the_closing_before_is_listed():
    match = matched(account(*SALE, opening=501), [sale()], opening=500)

    assert listed(match) == [("opening_differs", "opening", 500, 501)]
    assert_adds_up(match)


def test_late_payment_without_movement_is_carried_over_and_judged_next_day():
    first = matched([], [sale(at=LATE)])

    assert listed(first) == []
    assert first.carried_out_fen == 6918

    assert listed(matched(account(*SALE), carried_in=first.carried)) == []
    missing = matched([], carried_in=first.carried)
    assert listed(missing) == [("fund_missing", "T1", 6918, None)]
    assert_adds_up(missing)


def test_late_payment_whose_fee_alone_comes_after_midnight_is_carried_in_part():
    first = matched(account(SALE[0]), [sale(at=LATE)])

    assert listed(first) == []
    assert listed(matched(account(SALE[1]), carried_in=first.carried)) == []
    assert_adds_up(first)


def test_trade_listed_twice_expects_its_money_once():
    match = matched(account(*SALE), [sale(), sale()])

    assert listed(match) == []
    assert_adds_up(match)


FEN = st.integers(1, 5000)


@st.composite
def days(draw):
    """A trade bill, an account with anything in it, and what the day before left."""
    trades = []
    for number in range(draw(st.integers(0, 4))):
        at = draw(st.sampled_from([NOON, LATE]))
        fen, fee = draw(FEN), draw(st.integers(0, 9))
        make = draw(st.sampled_from([sale, refund]))
        trades.append(make(f"N{number}", fen=fen, fee=fee, at=at + timedelta(seconds=number)))
    keys = [row.refund_id or row.transaction_id for row in trades]
    carried = {
        f"C{number}": Expected(f"C{number}", "", draw(FEN), -draw(st.integers(0, 9)))
        for number in range(draw(st.integers(0, 2)))
    }
    names = ["交易", "手续费", "退款", "提现", "分账", "红包"]
    move = st.tuples(
        st.sampled_from(names),
        st.sampled_from([*keys, *carried, "42strange"]),
        st.integers(-5000, 5000),
    )
    right = [
        row
        for trade, key in zip(trades, keys, strict=True)
        if draw(st.booleans())
        for row in (
            ("退款", key, -trade.refund_fen) if trade.is_refund else ("交易", key, trade.total_fen),
            ("手续费", key, -trade.fee_fen),
        )
    ]
    return trades, account(*right, *draw(st.lists(move, max_size=5))), carried


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(day=days())
def test_whatever_a_day_holds_what_moved_is_expected_carried_or_listed(day):
    trades, rows, carried = day

    assert_adds_up(matched(rows, trades, carried_in=carried))
