"""How much of a payment goes to which enterprise, and how much comes back. Money in fen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from plugins.kernel.money import allocate

#: WeChat lets go of the money by itself after thirty days; later there is nothing to share.
SHARABLE_FOR = timedelta(days=29)
#: How long a refund waits for shares to come back before it goes out all the same.
REFUND_PATIENCE = timedelta(hours=24)
FIRST_CHECK = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


def shares_of(*, owed: Sequence[int], paid_fen: int, room_fen: int, percent: int) -> list[int]:
    """Return what each enterprise gets by sharing: what it is owed, as far as there is room.

    Room is the smaller of what the provider has left and of the agreed percentage of
    the payment. Where it does not suffice, it is divided by what each is owed; the rest
    stays in the ledger and is transferred by the bank.

    Raises:
        ValueError: a negative amount, or a percentage outside 0 to 100.
    """
    if paid_fen < 0 or room_fen < 0 or not 0 <= percent <= 100:
        raise ValueError(f"{percent} % of {paid_fen} fen, room for {room_fen}")
    wanted = [max(0, fen) for fen in owed]
    room = min(room_fen, paid_fen * percent // 100)
    if sum(wanted) <= room:
        return wanted
    return allocate(room, wanted)


def return_due(*, shared_fen: int, returned_fen: int, owed_fen: int) -> int:
    """Return what an enterprise gives back: it keeps no more by sharing than it is owed."""
    return max(0, shared_fen - returned_fen - max(0, owed_fen))


def next_check(*, since: datetime, now: datetime) -> datetime:
    """Say when to ask again: ever more rarely, at most six hours apart."""
    return now + min(LONGEST_WAIT, max(FIRST_CHECK, (now - since) / 2))
