"""The office moderates: a queue with its age, lists with filters, actions with reasons."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.brand.models import EnterpriseTie
from plugins.reviews.models import Post
from plugins.reviews.services.post_moderate import post_object
from plugins.reviews.services.question_write import question_ask
from tests.unit.console.conftest import act, browser_of, roles, somebody
from tests.unit.reviews.conftest import hide, many_reviews

__all__ = ["browser_of", "roles", "somebody"]
pytestmark = pytest.mark.django_db
POSTS = "/console/mall_reviews/post/"
REVIEWS = "/console/mall_reviews/review/"
QUESTIONS = "/console/mall_reviews/question/"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def marketing(somebody, browser_of):
    return browser_of(somebody(Role.MARKETING))


@pytest.fixture
def waiting(say, mahua) -> Post:
    return say(mahua, 5, "好吃，找我 13800001234").post


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_what_waits_is_a_card_with_its_age(marketing, waiting):
    Post.objects.filter(pk=waiting.pk).update(state_since=timezone.now() - timedelta(hours=30))

    first = text_of(marketing.get("/console/"))

    assert "待审核的评价与问答" in first
    assert "30 小时" in first
    assert "好吃，找我" in text_of(marketing.get(f"{POSTS}?state=waiting"))


def test_show_and_hide_from_every_page(marketing, waiting, review):
    assert act(marketing, waiting, "show").status_code == 302
    answer = act(marketing, review, "hide", reason="unrelated", note="说的是快递员。")
    assert answer.status_code == 302

    waiting.refresh_from_db()
    review.post.refresh_from_db()
    assert (waiting.state, review.post.state) == ("shown", "hidden")
    assert review.post.hidden_reason == "unrelated"
    page = text_of(marketing.get(f"{REVIEWS}{review.pk}/change/"))
    assert "说的是快递员。" in page
    assert "隐藏" in page


def test_hiding_without_a_reason_is_refused(marketing, review):
    answer = act(marketing, review.post, "hide", reason="", note="没有理由")

    assert answer.status_code == 200
    review.post.refresh_from_db()
    assert review.post.state == "shown"


def test_objection_is_for_a_colleague(marketing, somebody, browser_of, review, buyer_li):
    act(marketing, review.post, "hide", reason="abuse", note="有脏话。")
    post_object(author=buyer_li, post_id=review.pk, text="没有。", now=timezone.now())

    own = text_of(marketing.get(f"{POSTS}{review.pk}/change/"))
    assert "申诉请由其他同事处理" in own
    assert "do/uphold/" not in own
    refused = act(marketing, review.post, "uphold", note="就是有。")
    assert "隐藏它的人不能处理" in text_of(refused)

    colleague = browser_of(somebody(Role.SERVICE))
    assert act(colleague, review.post, "accept", note="没有看到脏话。").status_code == 302
    review.post.refresh_from_db()
    assert review.post.state == "shown"


def test_tied_staff_keep_out(somebody, browser_of, review, orchard):
    user = somebody(Role.SERVICE)
    EnterpriseTie.objects.create(enterprise=orchard, user=user, relation="亲属")

    page = text_of(browser_of(user).get(f"{POSTS}{review.pk}/change/"))

    assert "有利害关系" in page
    assert "do/hide/" not in page


def test_lists_filter(marketing, review, say, mahua, peach, buyer_li):
    say(mahua, 2, "又碎又潮。")
    question_ask(buyer=buyer_li, product_id=peach.product_id, text="能放几天？", now=timezone.now())

    assert "又碎又潮" in text_of(marketing.get(f"{REVIEWS}?stars=2"))
    assert "又碎又潮" not in text_of(marketing.get(f"{REVIEWS}?stars=5"))
    assert "能放几天" in text_of(marketing.get(f"{QUESTIONS}?answered=no"))
    assert "能放几天" not in text_of(marketing.get(f"{POSTS}?kind=review"))
    assert "个大汁多" in text_of(marketing.get(f"{REVIEWS}?post__state=shown&q=保安"))
    for nonsense in ("stars=plum", "concern=plum", "post__state=plum"):
        text_of(marketing.get(f"{REVIEWS}?{nonsense}"))


def test_lists_take_a_fixed_number_of_queries(marketing, review, django_assert_max_num_queries):
    many_reviews(review, 8)
    for url in (POSTS, REVIEWS, QUESTIONS):
        with django_assert_max_num_queries(14):
            marketing.get(url)


def test_hidden_pages_tell_the_story(marketing, review):
    hide(review.post)

    page = text_of(marketing.get(f"{POSTS}{review.pk}/change/"))

    assert "辱骂或人身攻击" in page
    assert "对店家用了侮辱性的话。" in page


def test_finance_sees_nothing(somebody, browser_of, review):
    finance = browser_of(somebody(Role.FINANCE))

    assert finance.get(POSTS).status_code == 403
    assert finance.post(f"{POSTS}{review.pk}/do/hide/", {"key": "k"}).status_code == 403
