"""Make a period's scores: once. What is published is never changed without saying so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from plugins.credit.errors import CorrectionWithoutReason
from plugins.credit.models import CreditScore
from plugins.credit.rules.periods import Span
from plugins.credit.selectors.formulas import formula_on, last_span
from plugins.credit.selectors.scores import current_scores
from plugins.credit.services.scores_compute import Computed, scores_compute
from plugins.credit.services.scores_write import scores_lock, scores_write

SYSTEM = "system:credit"
REASON_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a run made of a period.

    Attributes:
        published: scores that were new.
        unchanged: published before, and counted the same today.
        differing: enterprises whose published score no longer is what would be counted
            today; nothing was done about them.
        corrected: scores that were published anew with a reason.
    """

    span: Span
    published: int
    unchanged: int
    differing: tuple[int, ...]
    corrected: int = 0


def scores_publish_due(*, now: datetime) -> Outcome:
    """Make the scores of the last period that is over; repeating adds what is missing only.

    Raises:
        FormulaMissing, SourceUnknown: nothing was published.
    """
    return scores_publish(span=last_span(now=now), actor=SYSTEM, now=now)


@transaction.atomic
def scores_publish(*, span: Span, actor: str, now: datetime, correction: str = "") -> Outcome:
    """Publish the scores that a period lacks; with `correction`, correct those that differ.

    The caller has found that the period is over and that `actor` may do this.

    Raises:
        FormulaMissing, SourceUnknown: nothing was published.
        CorrectionWithoutReason: the reason is too long.
    """
    if len(correction) > REASON_LONGEST:
        raise CorrectionWithoutReason(field="correction", longest=REASON_LONGEST)
    scores_lock()
    version = formula_on(span.starts_on)
    published = {
        score.enterprise_id: score
        for score in current_scores(starts_on=span.starts_on).prefetch_related("parts")
    }
    computed = scores_compute(span=span, version=version)
    new = [each for each in computed if each.enterprise_id not in published]
    differing = [
        each
        for each in computed
        if each.enterprise_id in published and _differs(published[each.enterprise_id], each)
    ]
    if new:
        scores_write(new, span=span, version=version, actor=actor, now=now)
    if correction and differing:
        revisions = {pk: score.revision + 1 for pk, score in published.items()}
        scores_write(
            differing,
            span=span,
            version=version,
            actor=actor,
            now=now,
            revisions=revisions,
            reason=correction,
        )
    return Outcome(
        span=span,
        published=len(new),
        unchanged=len(published) - len(differing),
        differing=() if correction else tuple(each.enterprise_id for each in differing),
        corrected=len(differing) if correction else 0,
    )


def _differs(published: CreditScore, today: Computed) -> bool:
    """Compare what was counted, not only the sum: two mistakes may cancel out."""
    before = {part.source: part.count for part in published.parts.all()}
    return before != {part.source: part.count for part in today.score.parts}
