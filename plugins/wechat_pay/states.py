"""The life of one attempt to be paid through WeChat."""

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


class EventOutcome(Enum):
    """What became of a notification."""

    STORED = "stored"  # kept, not acted upon yet
    APPLIED = "applied"  # its payment is recorded
    REPEATED = "repeated"  # its payment had been recorded before
    IGNORED = "ignored"  # of a kind this shop does not act upon
    REFUSED = "refused"  # genuine, but it contradicts our books: look at it
