"""The lives of a payment and of a refund through WeChat."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class PaymentState(Enum):
    OPEN = "open"  # 待支付: the buyer may pay, or WeChat may not know of it yet
    PAID = "paid"  # 已支付
    CLOSED = "closed"  # 已关闭: WeChat will take no money for it


TRANSITIONS: Transitions[PaymentState] = Transitions(
    initial=PaymentState.OPEN,
    moves={
        PaymentState.OPEN: frozenset({PaymentState.PAID, PaymentState.CLOSED}),
        PaymentState.PAID: frozenset(),
        # Proven money is always recorded, also when we believed it impossible.
        PaymentState.CLOSED: frozenset({PaymentState.PAID}),
    },
)


class PayingApp(Enum):
    """Where in WeChat the payment sheet opens; each has its own app id and openids."""

    MINI_PROGRAM = "mini_program"
    OFFICIAL_ACCOUNT = "official_account"


class RefundState(Enum):
    REQUESTED = "requested"  # 待提交: owed; WeChat may or may not know of it yet
    PROCESSING = "processing"  # 退款中: WeChat accepted it
    SUCCEEDED = "succeeded"  # 已退款
    ABNORMAL = "abnormal"  # 退款异常: the buyer's account refuses it; a person must act
    CLOSED = "closed"  # 退款关闭: it failed for good, the money is still ours
    REFUSED = "refused"  # 未受理: WeChat never accepted it


# Money of these refunds is not on its way to the buyer.
FAILED = frozenset({RefundState.CLOSED, RefundState.REFUSED})

REFUND_TRANSITIONS: Transitions[RefundState] = Transitions(
    initial=RefundState.REQUESTED,
    moves={
        RefundState.REQUESTED: frozenset(set(RefundState) - {RefundState.REQUESTED}),
        RefundState.PROCESSING: frozenset(
            {RefundState.SUCCEEDED, RefundState.ABNORMAL, RefundState.CLOSED}
        ),
        RefundState.SUCCEEDED: frozenset(),
        RefundState.ABNORMAL: frozenset(
            {RefundState.PROCESSING, RefundState.SUCCEEDED, RefundState.CLOSED}
        ),
        # Proven refunds are always recorded, also when we believed them impossible.
        RefundState.CLOSED: frozenset({RefundState.SUCCEEDED}),
        RefundState.REFUSED: frozenset({RefundState.PROCESSING, RefundState.SUCCEEDED}),
    },
)


class RefundReason(Enum):
    """Why money goes back; the value is kept, the buyer reads the text."""

    LATE = "late"
    SURPLUS = "surplus"
    AFTER_SALES = "after_sales"
    OUT_OF_STOCK = "out_of_stock"
    GOODWILL = "goodwill"


REASON_TEXT = {
    RefundReason.LATE: "订单已取消，款项退回",
    RefundReason.SURPLUS: "重复支付，款项退回",
    RefundReason.AFTER_SALES: "售后退款",
    RefundReason.OUT_OF_STOCK: "商品缺货退款",
    RefundReason.GOODWILL: "商家补偿退款",
}


class EventOutcome(Enum):
    """What became of a notification."""

    STORED = "stored"  # kept, not acted upon yet
    APPLIED = "applied"  # what it reports is recorded
    REPEATED = "repeated"  # that had been recorded before
    IGNORED = "ignored"  # of a kind this shop does not act upon
    REFUSED = "refused"  # genuine, but it contradicts our books: look at it


# Nothing of these is recorded yet: the same notification may still be applied.
UNSETTLED_OUTCOMES = frozenset({EventOutcome.STORED, EventOutcome.REFUSED})
