"""Everything other capabilities and the shop window may use of reviews."""

from plugins.reviews.rules.kinds import CONCERN_TEXT, HIDE_REASON_TEXT, Concern, HideReason
from plugins.reviews.rules.ratings import Rating
from plugins.reviews.selectors.liking import follower_counts
from plugins.reviews.selectors.ratings import (
    hidden_counts,
    quality_complaints,
    rating_of_enterprise,
    rating_of_product,
    ratings_of_enterprises,
    ratings_of_products,
)
from plugins.reviews.selectors.shown import questions_shown, reviews_shown, shown_part

__all__ = [
    "CONCERN_TEXT",
    "HIDE_REASON_TEXT",
    "Concern",
    "HideReason",
    "Rating",
    "follower_counts",
    "hidden_counts",
    "quality_complaints",
    "questions_shown",
    "rating_of_enterprise",
    "rating_of_product",
    "ratings_of_enterprises",
    "ratings_of_products",
    "reviews_shown",
    "shown_part",
]
