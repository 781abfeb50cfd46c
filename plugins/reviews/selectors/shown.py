"""What everybody reads. Each list takes a fixed number of queries, however long."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from plugins.reviews.models import Answer, Post, Question, Review
from plugins.reviews.states import PostState

_SHOWN = PostState.SHOWN.value


def reviews_shown(
    *, product_id: int | None = None, enterprise_id: int | None = None
) -> QuerySet[Review]:
    """Return shown reviews of a product or of an enterprise's goods, newest first.

    Follow-ups and replies come along; show them only when their own post `is_shown`.
    """
    reviews = Review.objects.filter(post__state=_SHOWN)
    if product_id is not None:
        reviews = reviews.filter(post__product=product_id)
    if enterprise_id is not None:
        reviews = reviews.filter(post__enterprise=enterprise_id)
    return with_parts(reviews)


def with_parts(reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.select_related(
        "post__product", "post__enterprise", "order_line", "follow_up__post", "reply__post"
    ).prefetch_related("post__pictures", "follow_up__post__pictures")


def questions_shown(*, product_id: int) -> QuerySet[Question]:
    """Return shown questions about a product with their shown answers, newest first."""
    return with_answers(Question.objects.filter(post__product=product_id, post__state=_SHOWN))


def with_answers(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The enterprise's answer stands first, then buyers' in their order."""
    answers = Answer.objects.filter(post__state=_SHOWN).select_related("post")
    return questions.select_related("post__product", "post__enterprise").prefetch_related(
        Prefetch("answers", answers.order_by("-post__side", "pk"), to_attr="answers_shown")
    )


def shown_part(review: Review, name: str) -> Post | None:
    """Return the post of `follow_up` or `reply` when everybody may see it."""
    part = getattr(review, name, None)
    return part.post if part is not None and part.post.is_shown else None
