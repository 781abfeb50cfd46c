"""The lives of a settlement period and of a payout."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class EntryKind(Enum):
    """What an entry of the ledger is about; the sign says in whose favour."""

    SALE = "sale"  # 货款: goods received by the buyer
    SHIPPING = "shipping"  # 运费: the enterprise's share of what the buyer paid for delivery
    SUBSIDY = "subsidy"  # 优惠补贴: what a coupon of the platform took off, paid by the platform
    SUBSIDY_RETURN = "subsidy_return"  # 补贴退回: its goods went back
    COMMISSION = "commission"  # 佣金: kept by the platform
    REFUND = "refund"  # 退款: went back to the buyer
    COMMISSION_RETURN = "commission_return"  # 佣金退回
    ADJUSTMENT = "adjustment"  # 调整: by hand, with a reason
    PAYOUT = "payout"  # 结算付款: paid to the enterprise
    SHARE = "share"  # 分账: paid to the enterprise out of the buyer's payment
    SHARE_RETURN = "share_return"  # 分账退回: came back, or never arrived


class PeriodState(Enum):
    CLOSED = "closed"  # 待企业确认: closed by the platform
    DISPUTED = "disputed"  # 有异议: the enterprise does not agree
    CONFIRMED = "confirmed"  # 双方已确认
    PAID = "paid"  # 已结清


PERIOD_TRANSITIONS: Transitions[PeriodState] = Transitions(
    initial=PeriodState.CLOSED,
    moves={
        PeriodState.CLOSED: frozenset({PeriodState.CONFIRMED, PeriodState.DISPUTED}),
        # Answered, perhaps with an adjustment: the enterprise looks again.
        PeriodState.DISPUTED: frozenset({PeriodState.CLOSED}),
        PeriodState.CONFIRMED: frozenset({PeriodState.PAID}),
        PeriodState.PAID: frozenset(),
    },
)


#: Nobody can change the balance of these any more.
AGREED = frozenset({PeriodState.CONFIRMED, PeriodState.PAID})


class PayoutState(Enum):
    PLANNED = "planned"  # 待付款
    SENT = "sent"  # 处理中: asked for at WeChat, or handed to the bank
    DONE = "done"  # 已到账
    FAILED = "failed"  # 失败: the money is still owed


PAYOUT_TRANSITIONS: Transitions[PayoutState] = Transitions(
    initial=PayoutState.PLANNED,
    moves={
        PayoutState.PLANNED: frozenset({PayoutState.SENT, PayoutState.DONE, PayoutState.FAILED}),
        PayoutState.SENT: frozenset({PayoutState.DONE, PayoutState.FAILED}),
        PayoutState.DONE: frozenset(),
        PayoutState.FAILED: frozenset({PayoutState.SENT, PayoutState.DONE}),
    },
)


class ReceiverState(Enum):
    PLANNED = "planned"  # 待登记
    ACTIVE = "active"  # 可分账
    REFUSED = "refused"  # 登记被拒: another number, or another name


class SharingState(Enum):
    PLANNED = "planned"  # 待发送
    SENT = "sent"  # 处理中
    FINISHED = "finished"  # 已完成: each part says what became of it
    REFUSED = "refused"  # 被拒: nothing moved, the bank pays


SHARING_TRANSITIONS: Transitions[SharingState] = Transitions(
    initial=SharingState.PLANNED,
    moves={
        SharingState.PLANNED: frozenset({SharingState.SENT, SharingState.REFUSED}),
        SharingState.SENT: frozenset({SharingState.FINISHED}),
        SharingState.FINISHED: frozenset(),
        SharingState.REFUSED: frozenset(),
    },
)


class PartState(Enum):
    PENDING = "pending"  # 处理中
    SUCCEEDED = "succeeded"  # 已到账
    FAILED = "failed"  # 未到账: owed again, the bank pays


class ReturnState(Enum):
    PLANNED = "planned"  # 待发送
    SENT = "sent"  # 处理中
    SUCCEEDED = "succeeded"  # 已退回
    FAILED = "failed"  # 未退回: the enterprise owes it, see its statement


RETURN_TRANSITIONS: Transitions[ReturnState] = Transitions(
    initial=ReturnState.PLANNED,
    moves={
        ReturnState.PLANNED: frozenset({ReturnState.SENT, ReturnState.FAILED}),
        ReturnState.SENT: frozenset({ReturnState.SUCCEEDED, ReturnState.FAILED}),
        ReturnState.SUCCEEDED: frozenset(),
        ReturnState.FAILED: frozenset(),
    },
)
