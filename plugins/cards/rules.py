"""Pure rules of being paid by card."""

from datetime import datetime, timedelta

CURRENCY = "cny"

FIRST_CHECK = timedelta(seconds=30)

# How old a signed event may be; Stripe signs every attempt anew.
TOLERANCE_SECONDS = 300


def next_check(*, opened_at: datetime, now: datetime) -> datetime:
    """Say when to ask Stripe again about something unfinished.

    Waits grow with its age, by half of it: soon after opening a lost event keeps
    a buyer waiting, later it no longer does.
    """
    return now + max(FIRST_CHECK, (now - opened_at) / 2)


def is_answer_kept(http_status: int | None) -> bool:
    """Tell whether Stripe would give the same failure to the same key again.

    It remembers what a key was answered, failures included, for a day. Silence,
    refused keys, another call under way (409) and throttling are not remembered.
    """
    return http_status is not None and http_status not in (401, 403, 409, 429)


def refundable_fen(*, total_fen: int, refunded_fen: int) -> int:
    return total_fen - refunded_fen
