"""What buyers say and ask, as the window shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from plugins.reviews.public import (
    CONCERN_TEXT,
    HIDE_REASON_TEXT,
    Concern,
    HideReason,
    Rating,
    hidden_counts,
    questions_shown,
    rating_of_enterprise,
    rating_of_product,
    reviews_shown,
    shown_part,
)


@dataclass(frozen=True, kw_only=True)
class PartView:
    """A follow-up or a reply."""

    byline: str
    text: str
    written_at: datetime
    edited_at: datetime | None
    pictures: list[tuple[str, int, int]]


@dataclass(frozen=True, kw_only=True)
class ReviewView:
    """A review; `goods` is (slug, name), `bought` the size."""

    stars: int
    concerns: list[str]
    byline: str
    text: str
    written_at: datetime
    bought: str
    goods: tuple[str, str]
    pictures: list[tuple[str, int, int]]
    follow_up: PartView | None
    reply: PartView | None


@dataclass(frozen=True, kw_only=True)
class AnswerView:
    byline: str
    is_makers: bool
    text: str
    written_at: datetime


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    byline: str
    text: str
    written_at: datetime
    answers: list[AnswerView]


@dataclass(frozen=True, kw_only=True)
class Opinions:
    """Stars, and the first of what was written. `hidden` is (reason, count)."""

    rating: Rating
    hidden: list[tuple[str, int]]
    reviews: list[ReviewView]


def opinions_of_product(product_id: int, *, limit: int) -> Opinions:
    return Opinions(
        rating=rating_of_product(product_id=product_id),
        hidden=_hidden(hidden_counts(product_id=product_id)),
        reviews=review_views(product_reviews(product_id)[:limit]),
    )


def opinions_of_enterprise(enterprise_id: int, *, limit: int) -> Opinions:
    return Opinions(
        rating=rating_of_enterprise(enterprise_id=enterprise_id),
        hidden=_hidden(hidden_counts(enterprise_id=enterprise_id)),
        reviews=review_views(enterprise_reviews(enterprise_id)[:limit]),
    )


def product_reviews(product_id: int) -> QuerySet[Any]:
    return reviews_shown(product_id=product_id)


def enterprise_reviews(enterprise_id: int) -> QuerySet[Any]:
    return reviews_shown(enterprise_id=enterprise_id)


def product_questions(product_id: int) -> QuerySet[Any]:
    return questions_shown(product_id=product_id)


def review_views(reviews: Iterable[Any]) -> list[ReviewView]:
    return [
        ReviewView(
            stars=each.stars,
            concerns=[CONCERN_TEXT[Concern(concern)] for concern in each.concerns],
            byline=each.post.byline,
            text=each.post.text,
            written_at=each.post.written_at,
            bought=each.order_line.variant_name,
            goods=(each.post.product.slug, each.post.product.name),
            pictures=_pictures(each.post.pictures.all()),
            follow_up=_part(shown_part(each, "follow_up"), has_pictures=True),
            reply=_part(shown_part(each, "reply"), has_pictures=False),
        )
        for each in reviews
    ]


def question_views(questions: Iterable[Any]) -> list[QuestionView]:
    return [
        QuestionView(
            byline=each.post.byline,
            text=each.post.text,
            written_at=each.post.written_at,
            answers=[
                AnswerView(
                    byline=answer.post.byline,
                    is_makers=answer.post.side == "enterprise",
                    text=answer.post.text,
                    written_at=answer.post.written_at,
                )
                for answer in each.answers_shown
            ],
        )
        for each in questions
    ]


def _part(post: Any, *, has_pictures: bool) -> PartView | None:
    if post is None:
        return None
    return PartView(
        byline=post.byline,
        text=post.text,
        written_at=post.written_at,
        edited_at=post.edited_at,
        pictures=_pictures(post.pictures.all()) if has_pictures else [],
    )


def _pictures(pictures: Sequence[Any]) -> list[tuple[str, int, int]]:
    return [
        (reverse("review-picture", args=[each.name]), each.width, each.height) for each in pictures
    ]


def _hidden(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [
        (HIDE_REASON_TEXT[HideReason(reason)], count) for reason, count in sorted(counts.items())
    ]
