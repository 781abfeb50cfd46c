"""Pure rules of comparing a bill with our books. Amounts are fen."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

BEIJING = timezone(timedelta(hours=8))
READY_AT = time(10, 0)
# Trades from here on are booked on the account before or after midnight.
CUT_OFF = time(23, 50)
# Days the sweep looks back over: a shop that was switched off catches up.
LOOK_BACK_DAYS = 7
RETRY_CREATING = timedelta(minutes=30)
RETRY_FAULT = timedelta(minutes=10)


class DifferenceKind(Enum):
    ONLY_AT_WECHAT = "only_at_wechat"
    ONLY_HERE = "only_here"
    AMOUNT_DIFFERS = "amount_differs"
    STATE_DIFFERS = "state_differs"
    NUMBER_DIFFERS = "number_differs"
    LISTED_TWICE = "listed_twice"
    REFUND_LISTED_TWICE = "refund_listed_twice"
    FEE_DIFFERS = "fee_differs"
    REFUND_ONLY_AT_WECHAT = "refund_only_at_wechat"
    REFUND_ONLY_HERE = "refund_only_here"
    REFUND_AMOUNT_DIFFERS = "refund_amount_differs"
    REFUND_STATE_DIFFERS = "refund_state_differs"
    FUND_MISSING = "fund_missing"
    FUND_ONLY_AT_WECHAT = "fund_only_at_wechat"
    FUND_OF_OTHER_DAY = "fund_of_other_day"
    FUND_AMOUNT_DIFFERS = "fund_amount_differs"
    FUND_FEE_DIFFERS = "fund_fee_differs"
    FUND_TWICE = "fund_twice"
    BALANCE_BROKEN = "balance_broken"
    OPENING_DIFFERS = "opening_differs"
    # Movements that no trade stands behind: each is to be accounted for.
    REFUND_RETURNED = "refund_returned"
    PROFIT_SHARING = "profit_sharing"
    WITHDRAWAL = "withdrawal"
    TOP_UP = "top_up"
    CHARGE = "charge"
    OTHER_MOVEMENT = "other_movement"


class Movement(Enum):
    """What moves money on the merchant's account."""

    PAYMENT = "payment"
    REFUND = "refund"
    FEE = "fee"
    REFUND_RETURNED = "refund_returned"
    PROFIT_SHARING = "profit_sharing"
    WITHDRAWAL = "withdrawal"
    TOP_UP = "top_up"
    CHARGE = "charge"
    OTHER = "other"


# A trade bill answers for these; every other movement is listed by itself.
OF_TRADE = frozenset({Movement.PAYMENT, Movement.REFUND, Movement.FEE})

BY_ITSELF = {
    Movement.REFUND_RETURNED: DifferenceKind.REFUND_RETURNED,
    Movement.PROFIT_SHARING: DifferenceKind.PROFIT_SHARING,
    Movement.WITHDRAWAL: DifferenceKind.WITHDRAWAL,
    Movement.TOP_UP: DifferenceKind.TOP_UP,
    Movement.CHARGE: DifferenceKind.CHARGE,
    Movement.OTHER: DifferenceKind.OTHER_MOVEMENT,
}

# WeChat publishes no closed list of names, so words inside them decide, in this
# order: “提现手续费” belongs to a withdrawal, “充值退款” to a top-up.
_WORDS = (
    ("提现", Movement.WITHDRAWAL),
    ("分账", Movement.PROFIT_SHARING),
    ("充值", Movement.TOP_UP),
    ("手续费", Movement.FEE),
    ("服务费", Movement.CHARGE),
    ("扣款", Movement.CHARGE),
    ("退款", Movement.REFUND),
    ("交易", Movement.PAYMENT),
)

_REFUND_KINDS = frozenset(
    {
        DifferenceKind.REFUND_ONLY_AT_WECHAT,
        DifferenceKind.REFUND_ONLY_HERE,
        DifferenceKind.REFUND_AMOUNT_DIFFERS,
        DifferenceKind.REFUND_STATE_DIFFERS,
        DifferenceKind.REFUND_LISTED_TWICE,
    }
)
# They say that something is wrong without changing what a day comes to.
_WITHOUT_EFFECT = frozenset(
    {
        DifferenceKind.NUMBER_DIFFERS,
        DifferenceKind.FEE_DIFFERS,
        DifferenceKind.BALANCE_BROKEN,
        DifferenceKind.OPENING_DIFFERS,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference; `ours` and `theirs` are None where that side has nothing.

    Of a trade bill both are amounts; of a fund-flow bill they carry the sign of
    the movement, because there money goes both ways.
    """

    kind: DifferenceKind
    reference: str
    out_trade_no: str = ""
    transaction_id: str = ""
    ours_fen: int | None = None
    theirs_fen: int | None = None
    detail: str = ""

    @property
    def effect_fen(self) -> int:
        return effect_of(kind=self.kind, ours_fen=self.ours_fen, theirs_fen=self.theirs_fen)


def effect_of(*, kind: DifferenceKind, ours_fen: int | None, theirs_fen: int | None) -> int:
    """Return by how much a difference moves WeChat's result of a day above ours."""
    if kind in _WITHOUT_EFFECT:
        return 0
    more = (theirs_fen or 0) - (ours_fen or 0)
    return -more if kind in _REFUND_KINDS else more


def movement_of(*, business: str, is_income: bool) -> Movement:
    """Tell what a row of a fund-flow bill is, by the name of its business."""
    found = next((movement for word, movement in _WORDS if word in business), Movement.OTHER)
    if found is Movement.REFUND and is_income:
        return Movement.REFUND_RETURNED
    return found


def may_cross_midnight(at: datetime) -> bool:
    """Tell whether a trade is so late that its money may move on the next day."""
    return at.astimezone(BEIJING).time() >= CUT_OFF


def fee_expected(*, settled_fen: int, rate: Decimal) -> int:
    """Return the fee of a payment: rounded half up to the fen, as WeChat's bills have it."""
    return int((settled_fen * rate).quantize(Decimal(1), ROUND_HALF_UP))


def span_of(day: date) -> tuple[datetime, datetime]:
    """Return the two Beijing midnights around a day."""
    start = datetime.combine(day, time(), tzinfo=BEIJING)
    return start, start + timedelta(days=1)


def days_ready(*, now: datetime) -> list[date]:
    """Return the days whose bills WeChat should have, oldest first."""
    here = now.astimezone(BEIJING)
    last = 1 if here.time() >= READY_AT else 2
    return [here.date() - timedelta(days=back) for back in range(LOOK_BACK_DAYS, last - 1, -1)]
