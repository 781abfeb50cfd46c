"""Buyers ask about goods; the maker answers, and so may who bought them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from saleor.product.models import Product

from plugins.brand.public import makers_of
from plugins.child_orders.public import bought_line_of, bought_lines
from plugins.marketplace.public import MemberActor, Role
from plugins.reviews import errors
from plugins.reviews.models import Answer, Question
from plugins.reviews.rules import texts, windows
from plugins.reviews.rules.kinds import PostKind, Side
from plugins.reviews.selectors.desk import question_of_enterprise
from plugins.reviews.services.post_write import (
    Writer,
    buyer_writer,
    post_write,
    refuse_too_many_today,
)
from plugins.reviews.services.reply_write import enterprise_writer
from plugins.reviews.states import PostState

_ONE_EACH = "reviews_one_answer_each"


@transaction.atomic
def question_ask(
    *, buyer: Any, product_id: int, text: str, now: datetime, is_anonymous: bool = False
) -> Question:
    """Ask about goods that are sold now.

    Raises:
        ProductNotFound, TextInvalid, TooManyToday.
    """
    text = texts.text_checked(text, most=texts.QUESTION_LONGEST)
    maker = makers_of(product_ids=[product_id]).get(product_id)
    if maker is None or not Product.objects.published().filter(pk=product_id).exists():
        raise errors.ProductNotFound(field="productId")
    refuse_too_many_today(
        user_id=buyer.pk,
        kind=PostKind.QUESTION,
        side=Side.BUYER,
        most=windows.MOST_QUESTIONS_A_DAY,
        now=now,
    )
    post = post_write(
        kind=PostKind.QUESTION,
        writer=buyer_writer(buyer, is_anonymous=is_anonymous),
        product_id=product_id,
        enterprise_id=maker,
        text=text,
        now=now,
    )
    return Question.objects.create(post=post)


def answer_by_buyer(
    *, buyer: Any, question_id: int, text: str, now: datetime, is_anonymous: bool = False
) -> Answer:
    """Answer as somebody who has bought and got the goods.

    Raises:
        QuestionNotFound: none that is shown.
        NotBought, AlreadyAnswered, TextInvalid, TooManyToday.
    """
    question = (
        Question.objects.select_related("post")
        .filter(pk=question_id, post__state=PostState.SHOWN.value)
        .first()
    )
    if question is None:
        raise errors.QuestionNotFound(field="questionId")
    if not _has_received(buyer, product_id=question.post.product_id, now=now):
        raise errors.NotBought()
    writer = buyer_writer(buyer, is_anonymous=is_anonymous)
    return _answer(question, writer, text, answered_by=f"buyer:{buyer.pk}", now=now)


def _has_received(buyer: Any, *, product_id: int, now: datetime) -> bool:
    for line in bought_lines(buyer=buyer, product_id=product_id):
        bought = bought_line_of(line)
        arrived = windows.arrived_at(received_at=bought.received_at, shipped_at=bought.shipped_at)
        if arrived is not None and arrived <= now:
            return True
    return False


def answer_by_enterprise(
    *, actor: MemberActor, question_id: int, text: str, now: datetime
) -> Answer:
    """Answer a shown question about the enterprise's own goods, once.

    Raises:
        RoleMissing
        QuestionNotFound: not about this enterprise's goods, or not shown.
        AlreadyAnswered, TextInvalid.
    """
    actor.require(Role.ORDERS)
    question = question_of_enterprise(question_id=question_id, enterprise_id=actor.enterprise_id)
    return _answer(question, enterprise_writer(actor), text, answered_by="enterprise", now=now)


def _answer(
    question: Question, writer: Writer, text: str, *, answered_by: str, now: datetime
) -> Answer:
    text = texts.text_checked(text, most=texts.ANSWER_LONGEST)
    try:
        with transaction.atomic():
            if writer.side is Side.BUYER:
                refuse_too_many_today(
                    user_id=writer.user_id,
                    kind=PostKind.ANSWER,
                    side=Side.BUYER,
                    most=windows.MOST_ANSWERS_A_DAY,
                    now=now,
                )
            post = post_write(
                kind=PostKind.ANSWER,
                writer=writer,
                product_id=question.post.product_id,
                enterprise_id=question.post.enterprise_id,
                text=text,
                now=now,
            )
            return Answer.objects.create(post=post, question=question, answered_by=answered_by)
    except IntegrityError as error:
        if _ONE_EACH in str(error):
            raise errors.AlreadyAnswered(field="questionId") from error
        raise
