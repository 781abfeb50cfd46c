"""Which formula holds when, and the sources it weighs."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from plugins.credit.errors import FormulaMissing, PeriodUnusable, SourceUnknown
from plugins.credit.models import FormulaVersion
from plugins.credit.rules.periods import Span, is_first_day, month_named, span_around, span_before
from plugins.credit.rules.score import By
from plugins.kernel.credit_facts import FactSource, fact_sources


def formula_on(day: date) -> FormulaVersion:
    """Return the version that holds for periods that begin on a day.

    Raises:
        FormulaMissing: none does.
    """
    version = FormulaVersion.objects.filter(since__lte=day).first()
    if version is None:
        raise FormulaMissing(day=day.isoformat())
    return version


def sources_of(version: FormulaVersion) -> dict[str, FactSource]:
    """Return the sources that a version weighs, in the order of the capabilities.

    Raises:
        SourceUnknown: no capability declares one of them.
    """
    known = fact_sources()
    for slug in version.weights:
        if slug not in known:
            raise SourceUnknown(source=slug)
    return {slug: source for slug, source in known.items() if slug in version.weights}


def kinds_of(sources: dict[str, FactSource]) -> dict[str, By]:
    return {slug: By(source.basis.value) for slug, source in sources.items()}


def span_named(asked: str, *, now: datetime) -> Span:
    """Return the period that somebody names by its first month.

    Raises:
        PeriodUnusable: no month, not the first of a period, or not over.
        FormulaMissing: no formula held then.
    """
    first = month_named(asked)
    if first is None:
        raise PeriodUnusable(field="period", asked=asked)
    months = formula_on(first).period_months
    span = span_around(first, months=months)
    if not is_first_day(first, months=months) or span.ends_on >= timezone.localdate(now):
        raise PeriodUnusable(field="period", asked=asked)
    return span


def last_span(*, now: datetime) -> Span:
    """Return the last period that is over.

    Raises:
        FormulaMissing: no formula held then.
    """
    today = timezone.localdate(now)
    span = span_before(today, months=formula_on(today).period_months)
    # The present formula may be younger than the period, and its periods of another length.
    return span_around(span.ends_on, months=formula_on(span.ends_on).period_months)
