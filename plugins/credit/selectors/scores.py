"""Reads of scores: the newest revision counts, in every question."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from plugins.credit.errors import FactNotFound
from plugins.credit.models import CreditScore, Fact, ScoreFact, ScorePart
from plugins.credit.rules.periods import window_of
from plugins.credit.rules.score import By, Formula
from plugins.credit.rules.wording import (
    count_text,
    formula_sentences,
    percent,
    plain,
    rate_text,
    stars_text,
)
from plugins.credit.selectors.formulas import kinds_of, sources_of

TREND = 24


def current_scores(*, starts_on: date) -> QuerySet[CreditScore]:
    """Return what counts of a period: one score for each enterprise."""
    scores = CreditScore.objects.filter(starts_on=starts_on)
    return scores.order_by("enterprise_id", "-revision").distinct("enterprise_id")


def counting() -> QuerySet[CreditScore]:
    """Return the scores that no correction has replaced."""
    later = CreditScore.objects.filter(
        enterprise=OuterRef("enterprise"),
        starts_on=OuterRef("starts_on"),
        revision__gt=OuterRef("revision"),
    )
    return CreditScore.objects.filter(~Exists(later))


@dataclass(frozen=True, kw_only=True)
class Stars:
    """What consumers see of an enterprise at a glance; `stars` is None for "暂无评分"."""

    slug: str
    stars: Decimal | None
    value: Decimal | None
    period: str

    @property
    def text(self) -> str:
        return stars_text(self.stars)

    @property
    def share(self) -> int:
        """How much of five stars is filled, in tenths."""
        return int(self.stars * 2) if self.stars is not None else 0


def stars_by_enterprise(*, enterprise_ids: Collection[int]) -> dict[int, Stars]:
    """Return the newest stars of each enterprise that ever had a score, in one query."""
    newest = (
        CreditScore.objects.filter(enterprise__in=enterprise_ids)
        .select_related("enterprise")
        .order_by("enterprise_id", "-starts_on", "-revision")
        .distinct("enterprise_id")
    )
    return {score.enterprise_id: _stars(score) for score in newest}


def stars_by_slug(*, slugs: Collection[str]) -> dict[str, Stars]:
    """The same by the slug of the enterprise, in one query."""
    newest = (
        CreditScore.objects.filter(enterprise__slug__in=slugs)
        .select_related("enterprise")
        .order_by("enterprise_id", "-starts_on", "-revision")
        .distinct("enterprise_id")
    )
    return {score.enterprise.slug: _stars(score) for score in newest}


def _stars(score: CreditScore) -> Stars:
    return Stars(
        slug=score.enterprise.slug,
        stars=score.stars,
        value=score.value,
        period=score.span.name,
    )


@dataclass(frozen=True, kw_only=True)
class PartShown:
    """One source of facts in a score, in words and numbers."""

    name: str
    explained: str
    weight: str
    counted: str
    sum: str
    rate: str
    points: str


@dataclass(frozen=True, kw_only=True)
class ScoreShown:
    """A score as it is explained to anybody; nothing of it is personal."""

    score: CreditScore
    stars: Stars
    value: str
    parts: tuple[PartShown, ...]
    rules: tuple[str, ...]
    window_from: date


def score_shown(score: CreditScore) -> ScoreShown:
    """Put a score into words. Two queries, for its parts and its formula.

    Raises:
        SourceUnknown: a capability it was made with is gone.
    """
    version = score.formula
    sources = sources_of(version)
    kinds, formula = kinds_of(sources), version.formula
    by_source: dict[str, ScorePart] = {part.source: part for part in score.parts.all()}
    return ScoreShown(
        score=score,
        stars=_stars(score),
        value="" if score.value is None else plain(score.value),
        parts=tuple(
            _part(source.name[0], source.explained[0], by_source[slug], kinds[slug], formula)
            for slug, source in sorted(sources.items(), key=lambda item: -formula.weights[item[0]])
            if slug in by_source
        ),
        rules=formula_sentences(formula, window_months=version.window_months),
        window_from=window_of(score.span, months=version.window_months).starts_on,
    )


def _part(name: str, explained: str, part: ScorePart, by: By, formula: Formula) -> PartShown:
    return PartShown(
        name=name,
        explained=explained,
        weight=plain(part.weight),
        counted=count_text(part.count, by=by),
        sum=rate_text(part.count, by=by, formula=formula),
        rate=percent(part.rate),
        points=plain(part.points),
    )


def newest_score(*, enterprise_id: int | None = None, slug: str = "") -> CreditScore | None:
    """Return the score that counts now of an enterprise, or None before its first period."""
    whose = {"enterprise__slug": slug} if slug else {"enterprise": enterprise_id}
    scores = CreditScore.objects.filter(**whose)
    return (
        scores.select_related("enterprise", "formula").order_by("-starts_on", "-revision").first()
    )


def trend_of(*, enterprise_id: int) -> list[CreditScore]:
    """Return what counts of each period, oldest first, the latest two years."""
    scores = CreditScore.objects.filter(enterprise=enterprise_id)
    newest = scores.order_by("-starts_on", "-revision").distinct("starts_on")
    return list(newest[:TREND])[::-1]


def revisions_of(*, enterprise_id: int, starts_on: date) -> QuerySet[CreditScore]:
    scores = CreditScore.objects.filter(enterprise=enterprise_id, starts_on=starts_on)
    return scores.order_by("revision")


def facts_of(score: CreditScore) -> QuerySet[Fact]:
    """Return the facts against the enterprise in a score, with their appeals, newest first."""
    return score.facts.select_related("appeal").order_by("-at", "-pk")


def own_fact(*, enterprise_id: int, fact_id: int) -> Fact:
    """Return a fact of an enterprise.

    Raises:
        FactNotFound: it has none such; others' do not exist.
    """
    fact = Fact.objects.filter(enterprise=enterprise_id, pk=fact_id).first()
    if fact is None:
        raise FactNotFound(field="fact")
    return fact


def appeal_last_day(fact: Fact) -> date | None:
    """Return the last day to appeal: that of the first score in which the fact counted."""
    return (
        CreditScore.objects.filter(facts=fact)
        .order_by("published_at", "pk")
        .values_list("appeal_until", flat=True)
        .first()
    )


def appeal_last_days(facts: Collection[Fact]) -> dict[int, date]:
    """The same for many facts, in one query."""
    rows = (
        ScoreFact.objects.filter(fact__in=facts)
        .order_by("fact_id", "score__published_at", "score_id")
        .distinct("fact_id")
        .values_list("fact_id", "score__appeal_until")
    )
    return dict(rows)


def is_in_time(last_day: date | None, *, now: datetime) -> bool:
    return last_day is not None and timezone.localdate(now) <= last_day
