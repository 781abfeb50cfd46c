"""Stars counted up."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from plugins.reviews import errors
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.rules.windows import DISSATISFIED

STARS = range(1, 6)


@dataclass(frozen=True)
class Rating:
    """What buyers gave: `counts` of one star to five."""

    counts: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    @property
    def count(self) -> int:
        return sum(self.counts)

    @property
    def average(self) -> Decimal | None:
        """The mean with one decimal, a half rounded up; None without reviews."""
        if not self.count:
            return None
        given = sum(stars * count for stars, count in zip(STARS, self.counts, strict=True))
        return (Decimal(given) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def shares(self) -> list[tuple[int, int, int]]:
        """Return (stars, count, percent of all), five stars first."""
        return [
            (stars, count, round(100 * count / self.count) if self.count else 0)
            for stars, count in reversed(list(zip(STARS, self.counts, strict=True)))
        ]


def rating_of(given: Collection[int]) -> Rating:
    """Count stars one by one; what the database counts has to be the same."""
    one, two, three, four, five = (list(given).count(stars) for stars in STARS)
    return Rating((one, two, three, four, five))


def stars_checked(stars: int) -> int:
    """Raises:
    StarsInvalid: not one to five.
    """
    if stars not in STARS:
        raise errors.StarsInvalid(field="stars")
    return stars


def concerns_checked(concerns: Sequence[Concern], *, stars: int) -> list[str]:
    """Return the concerns as they are kept, in one order.

    Raises:
        ConcernsInvalid: one twice, or from somebody who is satisfied.
    """
    if len(set(concerns)) != len(concerns) or (concerns and stars > DISSATISFIED):
        raise errors.ConcernsInvalid(field="concerns")
    return [each.value for each in Concern if each in concerns]
