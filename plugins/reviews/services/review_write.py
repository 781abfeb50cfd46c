"""A buyer reviews goods that arrived, and adds to it once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from plugins.child_orders.public import BoughtLine, bought_line_of, bought_lines
from plugins.reviews import errors
from plugins.reviews.models import FollowUp, Post, Review
from plugins.reviews.rules import ratings, texts, windows
from plugins.reviews.rules.kinds import Concern, PostKind
from plugins.reviews.services.post_write import buyer_writer, post_write

_REVIEWED_BEFORE = "mall_reviews_review_order_line_id"
_FOLLOWED_BEFORE = "mall_reviews_followup_review_id"


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """What a buyer says of goods."""

    stars: int
    text: str
    concerns: Sequence[Concern] = ()
    pictures: Sequence[str] = ()
    is_anonymous: bool = False


def review_write(*, buyer: Any, line_id: int, opinion: Opinion, now: datetime) -> Review:
    """Review one line of the buyer's own order, within `REVIEW_DAYS` of its arrival.

    Raises:
        LineNotFound: not a line of this buyer's of which anything was sent.
        NotReceivedYet, ReviewTimeOver, AlreadyReviewed.
        StarsInvalid, ConcernsInvalid, TextInvalid, PictureNotFound, PicturesTooMany.
    """
    stars = ratings.stars_checked(opinion.stars)
    concerns = ratings.concerns_checked(opinion.concerns, stars=stars)
    text = texts.text_checked(opinion.text, most=texts.REVIEW_LONGEST)
    line = _line_of(buyer=buyer, line_id=line_id)
    since = windows.arrived_at(received_at=line.received_at, shipped_at=line.shipped_at)
    windows.refuse_outside(since=since, days=settings.REVIEW_DAYS, now=now)
    try:
        with transaction.atomic():
            post = post_write(
                kind=PostKind.REVIEW,
                writer=buyer_writer(buyer, is_anonymous=opinion.is_anonymous),
                product_id=line.product_id,
                enterprise_id=line.enterprise_id,
                text=text,
                pictures=opinion.pictures,
                now=now,
            )
            return Review.objects.create(
                post=post, order_line_id=line.line_id, stars=stars, concerns=concerns
            )
    except IntegrityError as error:
        if _REVIEWED_BEFORE in str(error):
            raise errors.AlreadyReviewed(field="lineId") from error
        raise


def _line_of(*, buyer: Any, line_id: int) -> BoughtLine:
    line = bought_lines(buyer=buyer, line_ids=[line_id]).first()
    if line is None:
        raise errors.LineNotFound(field="lineId")
    return bought_line_of(line)


def follow_up_write(
    *, buyer: Any, review_id: int, text: str, now: datetime, pictures: Sequence[str] = ()
) -> FollowUp:
    """Add to one's own review, once, within `FOLLOW_UP_DAYS` of it.

    It has its own moderation: a hidden review may be followed up, and both are judged
    by themselves.

    Raises:
        ReviewNotFound: not this buyer's.
        ReviewTimeOver, AlreadyFollowedUp, TextInvalid, PictureNotFound, PicturesTooMany.
    """
    text = texts.text_checked(text, most=texts.REVIEW_LONGEST)
    review = Review.objects.select_related("post").filter(pk=review_id, post__author=buyer).first()
    if review is None:
        raise errors.ReviewNotFound(field="reviewId")
    windows.refuse_outside(since=review.post.written_at, days=settings.FOLLOW_UP_DAYS, now=now)
    try:
        with transaction.atomic():
            return FollowUp.objects.create(
                review=review, post=_more_of(review.post, buyer, text, pictures, now=now)
            )
    except IntegrityError as error:
        if _FOLLOWED_BEFORE in str(error):
            raise errors.AlreadyFollowedUp(field="reviewId") from error
        raise


def _more_of(post: Post, buyer: Any, text: str, pictures: Sequence[str], *, now: datetime) -> Post:
    """Write under the name of the review: who was anonymous stays so."""
    return post_write(
        kind=PostKind.FOLLOW_UP,
        writer=buyer_writer(buyer, is_anonymous=post.byline == texts.ANONYMOUS),
        product_id=post.product_id,
        enterprise_id=post.enterprise_id,
        text=text,
        pictures=pictures,
        now=now,
    )
