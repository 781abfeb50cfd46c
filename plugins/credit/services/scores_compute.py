"""Count the facts of a period for every enterprise at once. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from plugins.brand.public import Enterprise, midnight, midnight_after
from plugins.credit.models import Appeal, FormulaVersion
from plugins.credit.rules import score as rules
from plugins.credit.rules.periods import Span, window_of
from plugins.credit.selectors.formulas import kinds_of, sources_of
from plugins.credit.states import AppealState
from plugins.kernel.credit_facts import FactSource, Incident

#: Names a fact: enterprise, source, key.
FactName = tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class Computed:
    """A score that is not written yet, and the facts against the enterprise in it."""

    enterprise_id: int
    score: rules.Score
    incidents: Sequence[tuple[str, Incident]]


def scores_compute(*, span: Span, version: FormulaVersion) -> list[Computed]:
    """Return the score of every enterprise that was on file when the period ended.

    Two queries for each source and two more, however many enterprises there are.

    Raises:
        SourceUnknown: the formula weighs what no capability counts.
    """
    sources = sources_of(version)
    window = window_of(span, months=version.window_months)
    since, until = midnight(window.starts_on), midnight_after(window.ends_on)
    counts, incidents = _counted(sources, since, until)
    kinds, formula = kinds_of(sources), version.formula
    on_file = Enterprise.objects.filter(registered_at__lt=until).order_by("pk")
    return [
        Computed(
            enterprise_id=enterprise,
            score=rules.score_of(counts=counts[enterprise], kinds=kinds, formula=formula),
            incidents=incidents[enterprise],
        )
        for enterprise in on_file.values_list("pk", flat=True)
    ]


def _counted(
    sources: Mapping[str, FactSource], since: datetime, until: datetime
) -> tuple[dict[int, dict[str, rules.Count]], dict[int, list[tuple[str, Incident]]]]:
    excluded = _excluded()
    counts: dict[int, dict[str, rules.Count]] = defaultdict(dict)
    against: dict[int, list[tuple[str, Incident]]] = defaultdict(list)
    for slug, source in sources.items():
        totals = source.totals(since, until)
        bad: dict[int, int] = defaultdict(int)
        out: dict[int, int] = defaultdict(int)
        for incident in source.incidents(since, until):
            if (incident.enterprise_id, slug, incident.key) in excluded:
                out[incident.enterprise_id] += 1
            else:
                bad[incident.enterprise_id] += 1
                against[incident.enterprise_id].append((slug, incident))
        for enterprise in {*totals, *bad, *out}:
            gone = out[enterprise]
            counts[enterprise][slug] = rules.Count(
                total=max(totals.get(enterprise, 0) - gone, bad[enterprise]),
                bad=bad[enterprise],
                excluded=gone,
            )
    return counts, against


def _excluded() -> set[FactName]:
    """Facts that upheld appeals took out, for good."""
    upheld = Appeal.objects.filter(state=AppealState.UPHELD.value)
    return set(upheld.values_list("enterprise_id", "fact__source", "fact__key"))
