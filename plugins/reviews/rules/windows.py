"""Until when something may be written."""

from __future__ import annotations

from datetime import datetime, timedelta

from plugins.reviews import errors

#: Nobody has confirmed that goods arrived: after this long they have.
DEEMED_RECEIVED = timedelta(days=10)
A_DAY = timedelta(days=1)
MOST_PICTURES = 6
MOST_PICTURES_A_DAY = 60
MOST_QUESTIONS_A_DAY = 10
MOST_ANSWERS_A_DAY = 30
#: Concerns are asked of whoever gives as many stars or fewer.
DISSATISFIED = 3


def arrived_at(*, received_at: datetime | None, shipped_at: datetime | None) -> datetime | None:
    """Return when goods arrived, or are taken to have; None while they have not left."""
    if received_at is not None:
        return received_at
    return shipped_at + DEEMED_RECEIVED if shipped_at is not None else None


def refuse_outside(*, since: datetime | None, days: int, now: datetime) -> None:
    """Refuse what comes before the goods or too long after `since`.

    Raises:
        NotReceivedYet, ReviewTimeOver.
    """
    if since is None or now < since:
        raise errors.NotReceivedYet()
    if now >= since + timedelta(days=days):
        raise errors.ReviewTimeOver(days=days)
