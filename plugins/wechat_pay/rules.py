"""Pure rules of being paid through WeChat."""

from datetime import datetime, timedelta
from zlib import crc32

# WeChat keeps a prepay id for two hours; the rest is for the buyer to type.
PREPAY_LIFE = timedelta(hours=2) - timedelta(minutes=10)

# Longer than a prepay call with all its repetitions can last.
PREPAY_IN_FLIGHT = timedelta(seconds=60)

FIRST_CHECK = timedelta(seconds=30)

DESCRIPTION_BYTES = 127

# How often a refund that waits for something else is looked at.
GATE_CHECK = timedelta(minutes=1)

# A buyer's client may ask as often as it likes; WeChat is asked no more often.
BUYER_ASKS_EVERY = timedelta(seconds=3)

# WeChat settles most refunds within minutes; bank cards take days.
LONGEST_REFUND_WAIT = timedelta(hours=6)

# As many times WeChat lets one payment be refunded, and for how long.
MOST_REFUND_PARTS = 50
REFUNDABLE_FOR = timedelta(days=365)


def payment_description(goods: str) -> str:
    """Cut what the buyer reads on the payment sheet to WeChat's length.

    WeChat's pages say 127 without saying of what, so bytes are counted.
    """
    cut = goods.strip().encode()[:DESCRIPTION_BYTES].decode(errors="ignore")
    return cut or "订单"


def next_check(*, opened_at: datetime, now: datetime) -> datetime:
    """Say when to ask WeChat again about an open payment.

    Waits grow with the payment's age, by half of it: soon after opening a lost
    notification keeps a buyer waiting, later it no longer does.
    """
    return now + max(FIRST_CHECK, (now - opened_at) / 2)


def is_in_flight(*, handed_out: str, asked_at: datetime | None, now: datetime) -> bool:
    """Tell whether a prepay call may still reach WeChat: none answered so far.

    Until it is certain that none does, “no such order” proves nothing.
    """
    return not handed_out and asked_at is not None and now - asked_at < PREPAY_IN_FLIGHT


def next_refund_check(*, created_at: datetime, now: datetime, number: str) -> datetime:
    """Say when to ask WeChat again about a refund: ever more rarely, at most 6 hours.

    Up to a quarter more, by the refund's number: refunds that failed together in
    an outage do not all come back together.
    """
    wait = min(LONGEST_REFUND_WAIT, max(FIRST_CHECK, (now - created_at) / 2))
    return now + wait * (1 + crc32(number.encode()) / 2**34)


def may_be_unheard(*, asked_at: datetime | None, now: datetime) -> bool:
    """Tell whether an earlier request may still reach WeChat after this moment."""
    return asked_at is not None and now - asked_at < PREPAY_IN_FLIGHT


def code_until(*, prepay_until: datetime, pay_by: datetime) -> datetime:
    """Say how long a QR code may be shown: while WeChat keeps it and the order waits."""
    return min(prepay_until, pay_by)
