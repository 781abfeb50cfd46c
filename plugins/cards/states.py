"""The life of one attempt to pay by card, and of one refund."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class CardState(Enum):
    CREATED = "created"  # 待支付: no card was confirmed yet, or the last one was declined
    REQUIRES_ACTION = "requires_action"  # 待验证: the buyer's bank asks her something
    PROCESSING = "processing"  # 处理中: the bank decides; it can no longer be canceled
    SUCCEEDED = "succeeded"  # 已支付
    CANCELED = "canceled"  # 已取消: Stripe will take no money for it


LIVE = (CardState.CREATED, CardState.REQUIRES_ACTION, CardState.PROCESSING)

# Events arrive in any order, so the live states may follow each other freely.
TRANSITIONS: Transitions[CardState] = Transitions(
    initial=CardState.CREATED,
    moves={
        **{state: frozenset(set(CardState) - {state}) for state in LIVE},
        CardState.SUCCEEDED: frozenset(),
        # Proven money is always recorded, also when we believed it impossible.
        CardState.CANCELED: frozenset({CardState.SUCCEEDED}),
    },
)


class RefundState(Enum):
    ASKED = "asked"  # 已申请: committed here, Stripe's answer is not known yet
    PENDING = "pending"  # 处理中: Stripe has it
    SUCCEEDED = "succeeded"  # 已退款
    FAILED = "failed"  # 退款失败: nothing went back; a person decides


REFUND_TRANSITIONS: Transitions[RefundState] = Transitions(
    initial=RefundState.ASKED,
    moves={
        RefundState.ASKED: frozenset(
            {RefundState.PENDING, RefundState.SUCCEEDED, RefundState.FAILED}
        ),
        RefundState.PENDING: frozenset({RefundState.SUCCEEDED, RefundState.FAILED}),
        # A bank may send the money back days later, e.g. to a closed account.
        RefundState.SUCCEEDED: frozenset({RefundState.FAILED}),
        RefundState.FAILED: frozenset(),
    },
)


class EventOutcome(Enum):
    """What became of an event."""

    STORED = "stored"  # kept, not acted upon yet
    APPLIED = "applied"  # it changed our books
    REPEATED = "repeated"  # our books said so already
    IGNORED = "ignored"  # of a kind this shop does not act upon
    REFUSED = "refused"  # genuine, but it contradicts our books: look at it
