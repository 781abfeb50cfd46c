"""The enterprises' pages: own reviews and questions; others' do not exist."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from saleor.account.models import User

from plugins.reviews.models import Answer, Reply
from plugins.reviews.services.question_write import question_ask
from tests.unit.console.conftest import browser_of
from tests.unit.marketplace.conftest import join
from tests.unit.reviews.conftest import hide, many_reviews

__all__ = ["browser_of"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def desk(wang, browser_of):
    return browser_of(User.objects.get(pk=wang.user_id))


@pytest.fixture
def others_desk(hu, browser_of):
    return browser_of(User.objects.get(pk=hu.user_id))


@pytest.fixture
def question(buyer_zhou, peach, orchard):
    return question_ask(
        buyer=buyer_zhou, product_id=peach.product_id, text="能放几天？", now=timezone.now()
    )


def at(page: str, *ids: int) -> str:
    return reverse(f"enterprise:{page}", args=ids)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_lists_have_own_things_only(desk, others_desk, review, question):
    assert "个大汁多" in text_of(desk.get(at("reviews")))
    assert "能放几天" in text_of(desk.get(at("questions")))
    assert "个大汁多" not in text_of(others_desk.get(at("reviews") + "?show=all"))
    assert "能放几天" not in text_of(others_desk.get(at("questions") + "?show=all"))


def test_others_ids_do_not_exist(others_desk, review, question):
    for page, pk in (("review", review.pk), ("question", question.pk)):
        assert others_desk.get(at(page, pk)).status_code == 404
        for text in ("谢谢", ""):  # whose it is comes before what is wrong with it
            assert others_desk.post(at(page, pk), {"text": text}).status_code == 404
    assert not Reply.objects.exists()
    assert not Answer.objects.exists()


def test_hidden_reviews_are_counted_and_not_read(desk, review):
    hide(review.post)

    assert desk.get(at("review", review.pk)).status_code == 404
    shown = text_of(desk.get(at("reviews") + "?show=all"))
    assert "个大汁多" not in shown
    assert "辱骂或人身攻击 1 条" in shown


def test_reply_and_edit_once(desk, review):
    url = at("review", review.pk)
    assert desk.post(url, {"text": "谢谢李姐！"}).url == url
    assert "谢谢李姐" in text_of(desk.get(url))
    assert desk.get(at("reviews")).context["lines"] == []  # nothing is left to do

    desk.post(url, {"text": "谢谢，明年再来。"})
    page = text_of(desk.get(url))
    assert "谢谢，明年再来。" in page
    assert "不能再改" in page
    assert "<textarea" not in page

    desk.post(url, {"text": "再改"})
    assert Reply.objects.get().post.text == "谢谢，明年再来。"


def test_unusable_reply_says_why(desk, review):
    answer = desk.post(at("review", review.pk), {"text": " "}, follow=True)

    assert "内容须为 2 至 500 个字" in text_of(answer)


def test_answer_a_question(desk, question):
    url = at("question", question.pk)

    assert desk.post(url, {"text": "冷藏五天。"}).url == url

    assert "冷藏五天。" in text_of(desk.get(url))
    assert "没有待回答的提问" in text_of(desk.get(at("questions")))


def test_dissatisfied_buyers_without_an_answer_stand_first(desk, say, peach):
    bad = say(peach, 1, "烂了一半。")
    many_reviews(bad, 2, stars=2)  # newer, and answered
    many_reviews(bad, 1, stars=5)

    shown = desk.get(at("reviews") + "?show=low").context["lines"]

    assert [line["review"].stars for line in shown] == [1, 2, 2]


def test_first_screen_says_what_waits(desk, say, peach, question):
    say(peach, 1, "烂了一半。")

    shown = text_of(desk.get("/enterprise/"))

    assert "三星及以下待回复" in shown
    assert "买家提问待回答" in shown


def test_bookkeepers_do_not_answer(orchard, browser_of, review):
    keeper = join(orchard, "books@orchard.example", "finance")
    browser = browser_of(User.objects.get(pk=keeper.user_id))

    assert browser.get(at("reviews")).status_code == 403
    assert at("reviews") not in text_of(browser.get("/enterprise/"))


def test_queries_do_not_grow_with_the_list(desk, review, peach, buyer_li, question):
    def queries(page: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            text_of(desk.get(at(page) + "?show=all"))
        return len(caught)

    many_reviews(review, 2)
    queries("reviews")  # the session's first pages are asked for more
    few = queries("reviews"), queries("questions")
    many_reviews(review, 7)
    for number in range(5):
        question_ask(
            buyer=buyer_li,
            product_id=peach.product_id,
            text=f"第 {number} 问",
            now=timezone.now(),
        )

    assert (queries("reviews"), queries("questions")) == few
