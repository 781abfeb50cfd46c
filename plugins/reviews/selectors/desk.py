"""What an enterprise sees of what buyers write about its goods; others' does not exist."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, QuerySet

from plugins.reviews.errors import QuestionNotFound, ReviewNotFound
from plugins.reviews.models import Answer, Question, Reply, Review
from plugins.reviews.rules.windows import DISSATISFIED
from plugins.reviews.selectors.shown import with_answers, with_parts
from plugins.reviews.states import PostState

_SHOWN = PostState.SHOWN.value


def reviews_of_enterprise(*, enterprise_id: int) -> QuerySet[Review]:
    """Return shown reviews of the enterprise's goods, newest first."""
    mine = Review.objects.filter(post__enterprise=enterprise_id, post__state=_SHOWN)
    return with_parts(mine).order_by("-pk")


def unanswered_reviews(*, enterprise_id: int) -> QuerySet[Review]:
    replied = Reply.objects.filter(review=OuterRef("pk"))
    return reviews_of_enterprise(enterprise_id=enterprise_id).filter(~Exists(replied))


def dissatisfied(reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.filter(stars__lte=DISSATISFIED)


def unanswered_first(reviews: QuerySet[Review]) -> QuerySet[Review]:
    return reviews.order_by(F("reply__post").desc(nulls_first=True), "-pk")


def review_of_enterprise(*, review_id: int, enterprise_id: int) -> Review:
    """Raises:
    ReviewNotFound: not about this enterprise's goods, or not shown.
    """
    found = reviews_of_enterprise(enterprise_id=enterprise_id).filter(pk=review_id).first()
    if found is None:
        raise ReviewNotFound(field="reviewId")
    return found


def questions_of_enterprise(*, enterprise_id: int) -> QuerySet[Question]:
    """Return shown questions about the enterprise's goods, newest first."""
    mine = Question.objects.filter(post__enterprise=enterprise_id, post__state=_SHOWN)
    return with_answers(mine).order_by("-pk")


def unanswered_questions(*, enterprise_id: int) -> QuerySet[Question]:
    """Return those the enterprise itself has not answered, whoever else has."""
    own = Answer.objects.filter(question=OuterRef("pk"), answered_by="enterprise")
    return questions_of_enterprise(enterprise_id=enterprise_id).filter(~Exists(own))


def question_of_enterprise(*, question_id: int, enterprise_id: int) -> Question:
    """Raises:
    QuestionNotFound: not about this enterprise's goods, or not shown.
    """
    found = questions_of_enterprise(enterprise_id=enterprise_id).filter(pk=question_id).first()
    if found is None:
        raise QuestionNotFound(field="questionId")
    return found
