"""Pure rules of comparing a bill with our books. Amounts are fen."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

BEIJING = timezone(timedelta(hours=8))
READY_AT = time(10, 0)
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
    FEE_DIFFERS = "fee_differs"
    REFUND_ONLY_AT_WECHAT = "refund_only_at_wechat"
    REFUND_ONLY_HERE = "refund_only_here"
    REFUND_AMOUNT_DIFFERS = "refund_amount_differs"
    REFUND_STATE_DIFFERS = "refund_state_differs"
    FUNDS_DIFFER = "funds_differ"


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person reads beside a difference."""

    title: str
    cause_zh: str
    cause_en: str
    next_zh: str
    next_en: str


ADVICE: dict[DifferenceKind, Advice] = {
    DifferenceKind.ONLY_AT_WECHAT: Advice(
        "微信有、本店无",
        "微信收了款，本店没有这笔支付。",
        "WeChat took money that our books do not know.",
        "查该商户号是否还有其他系统收款；否则在商户平台退回买家。",
        "See whether another system uses this merchant number; otherwise refund the buyer.",
    ),
    DifferenceKind.ONLY_HERE: Advice(
        "本店有、微信无",
        "本店记为已付，当日账单没有。",
        "Our books say paid, the day's bill does not list it.",
        "暂停发货，在商户平台按单号查询；确未到账请联系微信支付。",
        "Hold the parcel and look the number up on the merchant platform.",
    ),
    DifferenceKind.AMOUNT_DIFFERS: Advice(
        "金额不符",
        "同一笔支付，两边金额不同。",
        "Both sides know the payment, with different amounts.",
        "以商户平台为准核对，差额补收或退回，并报技术人员。",
        "Compare on the merchant platform, settle the rest, tell the engineers.",
    ),
    DifferenceKind.STATE_DIFFERS: Advice(
        "状态不符",
        "微信已收款，本店尚未记为已付，通知可能丢失。",
        "WeChat was paid, our books do not say so: the notification may be lost.",
        "系统会自动查询补记，稍后重新对账；仍在则报技术人员。",
        "The shop asks WeChat by itself: run the day again later, then tell the engineers.",
    ),
    DifferenceKind.NUMBER_DIFFERS: Advice(
        "微信单号不符",
        "商户订单号相同，微信订单号不同。",
        "The same payment stands under different numbers of WeChat.",
        "在商户平台查两个单号，报技术人员。",
        "Look both numbers up on the merchant platform, tell the engineers.",
    ),
    DifferenceKind.LISTED_TWICE: Advice(
        "账单重复",
        "账单中同一笔出现多次。",
        "The bill lists the same number more than once.",
        "查资金账单是否入账两次；若是，退回一笔。",
        "See in the fund-flow bill whether it was booked twice; if so, give one back.",
    ),
    DifferenceKind.FEE_DIFFERS: Advice(
        "手续费不符",
        "手续费不等于应结金额乘以账单所列费率。",
        "The fee is not the settled amount times the bill's own rate.",
        "对照签约费率，向微信支付申诉。",
        "Compare with the contract and complain to WeChat Pay.",
    ),
    DifferenceKind.REFUND_ONLY_AT_WECHAT: Advice(
        "退款：微信有、本店无",
        "微信受理了退款，本店没有记录，可能在商户平台手工退款。",
        "WeChat accepted a refund we do not know, perhaps made on the merchant platform.",
        "问经手人；补记说明，必要时调整订单。",
        "Ask who made it, note it here and correct the order.",
    ),
    DifferenceKind.REFUND_ONLY_HERE: Advice(
        "退款：本店有、微信无",
        "本店记为已受理，当日账单没有；零点前后提交的可能列在相邻一天。",
        "Accepted in our books, missing in the bill; near midnight it may stand on the next day's.",
        "查相邻日账单和商户平台；确未受理则重新退款。",
        "Look at the neighbouring day and the platform; refund anew if it never arrived.",
    ),
    DifferenceKind.REFUND_AMOUNT_DIFFERS: Advice(
        "退款金额不符",
        "同一笔退款，两边金额不同。",
        "Both sides know the refund, with different amounts.",
        "在商户平台核对，差额补退或追回。",
        "Compare on the merchant platform and settle the rest.",
    ),
    DifferenceKind.REFUND_STATE_DIFFERS: Advice(
        "退款状态不符",
        "微信已受理退款，本店未记为已受理。",
        "WeChat accepted the refund, our books do not say so.",
        "稍后重新对账；仍在则在商户平台查询并报技术人员。",
        "Run the day again later; then look on the platform and tell the engineers.",
    ),
    DifferenceKind.FUNDS_DIFFER: Advice(
        "资金与交易不符",
        "资金账单中交易、退款、手续费的净额与交易账单不同。",
        "Sales, refunds and fees of the fund-flow bill do not add up to the trade bill.",
        "逐笔比较两份账单；跨日结算的会在相邻日抵消。",
        "Compare both bills; what settles across midnight evens out on the next day.",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference; `ours` and `theirs` are None where that side has nothing."""

    kind: DifferenceKind
    reference: str
    out_trade_no: str = ""
    transaction_id: str = ""
    ours_fen: int | None = None
    theirs_fen: int | None = None


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
