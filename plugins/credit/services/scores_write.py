"""Write scores with their parts and facts, many at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.utils import timezone

from plugins.credit.calendar import last_working_day
from plugins.credit.models import CreditScore, Fact, FormulaVersion, ScoreFact, ScorePart
from plugins.credit.rules import score as rules
from plugins.credit.rules.periods import Span
from plugins.credit.services.scores_compute import Computed, FactName
from plugins.kernel import audit

#: An arbitrary number that nothing else in the shop locks.
_LOCK = 0x637265646974


def scores_lock() -> None:
    """Let nobody else write scores until the transaction ends: revisions follow each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def scores_write(
    computed: Sequence[Computed],
    *,
    span: Span,
    version: FormulaVersion,
    actor: str,
    now: datetime,
    revisions: Mapping[int, int] | None = None,
    reason: str = "",
) -> list[CreditScore]:
    """Publish scores in a fixed number of queries; `revisions` names the next one of each.

    Runs inside the caller's transaction, which holds `scores_lock`.
    """
    known = facts_keep(computed)
    appeal_until = last_working_day(
        after=timezone.localdate(now), working_days=version.appeal_working_days
    )
    scores = CreditScore.objects.bulk_create(
        CreditScore(
            enterprise_id=each.enterprise_id,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            revision=(revisions or {}).get(each.enterprise_id, 1),
            formula=version,
            value=each.score.value,
            stars=each.score.stars,
            facts_count=each.score.facts,
            reason=reason,
            appeal_until=appeal_until,
            published_at=now,
            published_by=actor,
        )
        for each in computed
    )
    ScorePart.objects.bulk_create(
        part
        for score, each in zip(scores, computed, strict=True)
        for part in _parts(score, each.score)
    )
    ScoreFact.objects.bulk_create(
        ScoreFact(score=score, fact_id=known[each.enterprise_id, slug, incident.key])
        for score, each in zip(scores, computed, strict=True)
        for slug, incident in each.incidents
    )
    if reason:
        audit.record_many("credit.score.corrected", scores, actor=actor, reason=reason)
    else:
        audit.record_many("credit.score.published", scores, actor=actor)
    return scores


def score_write_again(
    before: CreditScore,
    score: rules.Score,
    *,
    facts: Sequence[int],
    reason: str,
    actor: str,
    now: datetime,
) -> CreditScore:
    """Follow a score by a corrected one; facts keep the time to appeal that they had.

    Runs inside the caller's transaction, which holds `scores_lock`.
    """
    again = CreditScore.objects.create(
        enterprise_id=before.enterprise_id,
        starts_on=before.starts_on,
        ends_on=before.ends_on,
        revision=before.revision + 1,
        formula_id=before.formula_id,
        value=score.value,
        stars=score.stars,
        facts_count=score.facts,
        reason=reason,
        appeal_until=before.appeal_until,
        published_at=now,
        published_by=actor,
    )
    ScorePart.objects.bulk_create(_parts(again, score))
    ScoreFact.objects.bulk_create(ScoreFact(score=again, fact_id=fact) for fact in facts)
    audit.record("credit.score.corrected", again, actor=actor, reason=reason)
    return again


def _parts(score: CreditScore, made: rules.Score) -> list[ScorePart]:
    return [
        ScorePart(
            score=score,
            source=part.source,
            weight=part.weight,
            total=part.count.total,
            bad=part.count.bad,
            excluded=part.count.excluded,
            rate=part.rate,
            points=part.points,
        )
        for part in made.parts
    ]


def facts_keep(computed: Sequence[Computed]) -> dict[FactName, int]:
    """Keep facts that were not known before; return the id of each. Two queries."""
    Fact.objects.bulk_create(
        (
            Fact(
                enterprise_id=each.enterprise_id,
                source=slug,
                key=incident.key,
                title=incident.title[:200],
                at=incident.at,
                recorded_by=incident.recorded_by,
                object_type=incident.object_type,
                object_id=incident.object_id,
                page=incident.page,
                page_arg=incident.page_arg,
            )
            for each in computed
            for slug, incident in each.incidents
        ),
        ignore_conflicts=True,
    )
    enterprises = [each.enterprise_id for each in computed]
    rows = Fact.objects.filter(enterprise__in=enterprises)
    return {
        (enterprise, source, key): pk
        for pk, enterprise, source, key in rows.values_list("pk", "enterprise_id", "source", "key")
    }
