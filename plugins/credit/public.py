"""Everything other capabilities may use of credit. Facts come in by `credit_sources`."""

from plugins.credit.models import CreditScore
from plugins.credit.selectors.scores import (
    ScoreShown,
    Stars,
    newest_score,
    score_shown,
    stars_by_enterprise,
    stars_by_slug,
)
from plugins.credit.services.scores_publish import scores_publish, scores_publish_due

__all__ = [
    "CreditScore",
    "ScoreShown",
    "Stars",
    "newest_score",
    "score_shown",
    "scores_publish",
    "scores_publish_due",
    "stars_by_enterprise",
    "stars_by_slug",
]
