"""Expert review: who may judge, and what the scores say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

HIGHEST_SCORE = 100


def may_decide(
    *, user_id: int | None, applicant_id: int | None, tied_user_ids: Collection[int]
) -> bool:
    """Nobody decides about their own application or an enterprise they are tied to.

    The system itself (no user) is tied to nobody.
    """
    return user_id is None or (user_id != applicant_id and user_id not in tied_user_ids)


def average(scores: Collection[int]) -> Decimal:
    """Return the mean with two decimals, rounded half up by Decimal's quantize.

    Raises:
        ValueError: there are none.
    """
    if not scores:
        raise ValueError("no scores")
    return (Decimal(sum(scores)) / len(scores)).quantize(Decimal("0.01"))


def is_passed(scores: Iterable[int], *, minimum_reviewers: int, minimum_score: int) -> bool:
    """Enough experts without a conflict of interest, and their mean high enough."""
    given = list(scores)
    return len(given) >= minimum_reviewers and sum(given) >= minimum_score * len(given)
