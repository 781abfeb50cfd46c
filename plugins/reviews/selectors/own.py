"""What a buyer has written, hidden or not, and what she can still write about."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from plugins.child_orders.public import bought_lines
from plugins.reviews.models import Post, Review
from plugins.reviews.rules.windows import DEEMED_RECEIVED
from plugins.reviews.selectors.shown import with_parts


def reviews_of(*, buyer: Any) -> QuerySet[Review]:
    """Return the buyer's own reviews, whatever has become of them."""
    return with_parts(Review.objects.filter(post__author=buyer))


def posts_of(*, author: Any) -> QuerySet[Post]:
    """Return everything a person wrote, with its state and why it is hidden."""
    written = Post.objects.filter(author=author).select_related(
        "product", "enterprise", "review__follow_up"
    )
    return written.prefetch_related("pictures")


def takes_follow_up(post: Post, *, now: datetime) -> bool:
    """Whether its writer can still add to it: a review, not added to, within `FOLLOW_UP_DAYS`."""
    review = getattr(post, "review", None)
    if review is None or hasattr(review, "follow_up"):
        return False
    return now < post.written_at + timedelta(days=settings.FOLLOW_UP_DAYS)


def lines_to_review(*, buyer: Any, now: datetime) -> QuerySet[Any]:
    """Return lines that arrived within `REVIEW_DAYS` and have no review, newest first."""
    earliest = now - timedelta(days=settings.REVIEW_DAYS)
    arrived = Q(child_order__received_at__gt=earliest, child_order__received_at__lte=now) | Q(
        child_order__received_at__isnull=True,
        child_order__shipped_at__gt=earliest - DEEMED_RECEIVED,
        child_order__shipped_at__lte=now - DEEMED_RECEIVED,
    )
    return bought_lines(buyer=buyer).filter(arrived, order_line__review__isnull=True)


def orders_to_review(*, buyer: Any, now: datetime) -> QuerySet[Any]:
    """Return the ids of the buyer's orders with a line that can be reviewed."""
    lines = lines_to_review(buyer=buyer, now=now).select_related(None).order_by()
    return lines.values("child_order__order_id")
