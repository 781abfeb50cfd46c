"""Which enterprise a score or an appeal concerns, and what its notice may say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from plugins.credit.models import Appeal, CreditScore
from plugins.credit.rules.wording import plain, stars_text
from plugins.kernel.notices import Addressed


def of_scores(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    return {
        str(score.pk): [
            Addressed(
                enterprise_id=score.enterprise_id,
                facts={
                    "period": score.span.name,
                    "score": _score(score),
                    "appeal_until": score.appeal_until.isoformat(),
                },
                page="credit",
            )
        ]
        for score in CreditScore.objects.filter(pk__in=ids)
        # Nobody is written to that there is no score yet.
        if score.value is not None or score.revision > 1
    }


def of_appeals(ids: Collection[str]) -> Mapping[str, Sequence[Addressed]]:
    """One query."""
    return {
        str(appeal.pk): [
            Addressed(
                enterprise_id=appeal.enterprise_id,
                facts={"fact": appeal.fact.title},
                page="credit",
            )
        ]
        for appeal in Appeal.objects.filter(pk__in=ids).select_related("fact")
    }


def _score(score: CreditScore) -> str:
    words = stars_text(score.stars)
    return words if score.value is None else f"{plain(score.value)} 分，{words}"
