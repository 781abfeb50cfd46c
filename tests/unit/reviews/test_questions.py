"""Buyers ask, the maker and who bought the goods answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from saleor.product.models import Product

from plugins.reviews import errors
from plugins.reviews.models import Question
from plugins.reviews.rules import windows
from plugins.reviews.selectors.desk import unanswered_questions
from plugins.reviews.selectors.shown import questions_shown
from plugins.reviews.services.question_write import (
    answer_by_buyer,
    answer_by_enterprise,
    question_ask,
)
from tests.unit.reviews.conftest import hide

pytestmark = pytest.mark.django_db
ASKED = "桃子能放几天？"


@pytest.fixture
def ask(buyer_zhou, peach, orchard):
    """`ask()` is 周强's question about the peaches, which he has not bought."""

    def write(text=ASKED, *, product_id=None, now=None):
        return question_ask(
            buyer=buyer_zhou,
            product_id=product_id or peach.product_id,
            text=text,
            now=now or timezone.now(),
        )

    return write


def test_maker_answers_first_then_buyers(received, ask, buyer_li, wang, peach):
    question = ask()
    facts = {"question_id": question.pk, "now": timezone.now() + timedelta(minutes=1)}
    answer_by_buyer(buyer=buyer_li, text="我放了三天。", **facts)
    answer_by_enterprise(actor=wang, text="冷藏五天，随吃随拿。", **facts)

    [shown] = questions_shown(product_id=peach.product_id)

    assert [(each.post.side, each.post.text) for each in shown.answers_shown] == [
        ("enterprise", "冷藏五天，随吃随拿。"),
        ("buyer", "我放了三天。"),
    ]


def test_each_answers_once(received, ask, buyer_li, wang):
    facts = {"question_id": ask().pk, "text": "三天。", "now": timezone.now() + timedelta(hours=1)}
    answer_by_buyer(buyer=buyer_li, **facts)
    answer_by_enterprise(actor=wang, **facts)

    with pytest.raises(errors.AlreadyAnswered):
        answer_by_buyer(buyer=buyer_li, **facts)
    with pytest.raises(errors.AlreadyAnswered):
        answer_by_enterprise(actor=wang, **facts)


def test_who_has_not_got_the_goods_does_not_answer(shipped, ask, buyer_li, buyer_zhou):
    facts = {"question_id": ask().pk, "text": "三天。", "now": timezone.now()}

    for person in (buyer_zhou, buyer_li):  # Li's peaches are on their way
        with pytest.raises(errors.NotBought):
            answer_by_buyer(buyer=person, **facts)


def test_other_enterprises_questions_do_not_exist(ask, hu):
    with pytest.raises(errors.QuestionNotFound):
        answer_by_enterprise(actor=hu, question_id=ask().pk, text="三天。", now=timezone.now())


def test_hidden_questions_take_no_answers(received, ask, buyer_li, wang):
    question = ask()
    hide(question.post)
    facts = {"question_id": question.pk, "text": "三天。", "now": timezone.now()}

    with pytest.raises(errors.QuestionNotFound):
        answer_by_buyer(buyer=buyer_li, **facts)
    with pytest.raises(errors.QuestionNotFound):
        answer_by_enterprise(actor=wang, **facts)


def test_suspicious_questions_and_answers_wait(ask, wang, peach, orchard):
    assert ask("微信号多少？").post.state == "waiting"
    question = ask()
    answer = answer_by_enterprise(
        actor=wang, question_id=question.pk, text="加微信说", now=timezone.now()
    )

    assert answer.post.state == "waiting"
    [shown] = questions_shown(product_id=peach.product_id)
    assert shown.answers_shown == []
    assert not unanswered_questions(enterprise_id=orchard.pk)  # it has been answered


def test_a_day_has_its_share(ask, orchard):
    now = timezone.now()
    for number in range(windows.MOST_QUESTIONS_A_DAY):
        ask(f"第 {number} 个问题", now=now)

    with pytest.raises(errors.TooManyToday):
        ask("再问一个", now=now)

    assert ask("明天再问", now=now + timedelta(days=1, seconds=1))


def test_goods_nobody_sells_are_not_asked_about(ask, peach, orchard):
    Product.objects.filter(pk=peach.product_id).update(is_published=False)

    for product_id in (peach.product_id, 999_999):
        with pytest.raises(errors.ProductNotFound):
            ask(product_id=product_id)
    assert not Question.objects.exists()
