"""What staff need to moderate: Django's own, by convention."""

MODERATE = "mall_reviews.change_post"
