"""From counts to a score of 0 to 100 and to stars. Decimal throughout; no float touches it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

FULL = Decimal(100)
TENTH = Decimal("0.1")
RATE_STEP = Decimal("0.0001")
ZERO, ONE = Decimal(0), Decimal(1)
#: A star is 20 points; stars come in halves.
POINTS_A_HALF_STAR = Decimal(10)


class By(Enum):
    """How counts become a rate; the values are those of `kernel.credit_facts.Basis`."""

    SHARE = "share"
    DEDUCTION = "deduction"


@dataclass(frozen=True, kw_only=True)
class Formula:
    """What a version of the formula says.

    Attributes:
        weights: source → weight; a source without one does not count.
        prior_rate, prior_strength: what is believed of an enterprise nobody knows yet,
            and how many facts that belief weighs as much as.
        deduction: what one fact takes of the rate where facts only take.
        minimum_facts: below so many there is no score.
    """

    weights: Mapping[str, Decimal]
    prior_rate: Decimal
    prior_strength: Decimal
    deduction: Decimal
    minimum_facts: int


@dataclass(frozen=True, kw_only=True)
class Count:
    """Occasions of one source that were looked at, and those that went badly.

    Attributes:
        excluded: facts that an upheld appeal took out; in neither of the two.
    """

    total: int
    bad: int
    excluded: int = 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one source brought: its rate of 0 to 1, and its points of the 100."""

    source: str
    weight: Decimal
    count: Count
    rate: Decimal
    points: Decimal


@dataclass(frozen=True, kw_only=True)
class Score:
    """`value` and `stars` are None while there are too few facts."""

    value: Decimal | None
    stars: Decimal | None
    facts: int
    parts: tuple[Part, ...]


def rate_of(count: Count, *, by: By, formula: Formula) -> Decimal:
    """Return between 0 and 1 how well it went.

    More facts for an enterprise never lower it, more facts against it never raise it.

    Raises:
        ValueError: counts that cannot be.
    """
    if min(count.total, count.bad, count.excluded) < 0:
        raise ValueError(f"negative counts: {count}")
    if by is By.DEDUCTION:
        return max(ZERO, ONE - count.bad * formula.deduction)
    # A refund now may be for goods that left before the span.
    total = max(count.total, count.bad)
    good = total - count.bad
    weight = total + formula.prior_strength
    if not weight:
        return formula.prior_rate
    return (good + formula.prior_rate * formula.prior_strength) / weight


def score_of(*, counts: Mapping[str, Count], kinds: Mapping[str, By], formula: Formula) -> Score:
    """Return the score: the weighted mean of the sources' rates, in points to a tenth.

    Every source with a weight counts, also one that knows nothing of the enterprise.

    Raises:
        KeyError: the formula weighs a source that `kinds` does not know.
        ValueError: no weights, or counts that cannot be.
    """
    weighed = {slug: weight for slug, weight in formula.weights.items() if weight > 0}
    whole = sum(weighed.values(), ZERO)
    if not whole:
        raise ValueError("a formula needs a weight")
    parts, exact = [], ZERO
    for slug, weight in weighed.items():
        count = counts.get(slug, Count(total=0, bad=0))
        rate = rate_of(count, by=kinds[slug], formula=formula)
        points = FULL * weight * rate / whole
        exact += points
        parts.append(
            Part(
                source=slug,
                weight=weight,
                count=count,
                rate=rate.quantize(RATE_STEP, ROUND_HALF_UP),
                points=points.quantize(TENTH, ROUND_HALF_UP),
            )
        )
    facts = sum(max(part.count.total, part.count.bad) + part.count.excluded for part in parts)
    value = None if facts < formula.minimum_facts else exact.quantize(TENTH, ROUND_HALF_UP)
    return Score(value=value, stars=stars_of(value), facts=facts, parts=tuple(parts))


def stars_of(value: Decimal | None) -> Decimal | None:
    """Return stars of 0 to 5 in halves, the nearer one, a tie upwards."""
    if value is None:
        return None
    return (value / POINTS_A_HALF_STAR).quantize(ONE, ROUND_HALF_UP) / 2


def without(count: Count) -> Count:
    """Take one fact against the enterprise out of a count."""
    if count.bad < 1:
        raise ValueError("there is no fact to take out")
    return Count(
        total=max(count.total, count.bad) - 1, bad=count.bad - 1, excluded=count.excluded + 1
    )
