"""What buyers wrote, on the pages of goods and enterprises."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plugins.brand.models import Certificate
from plugins.reviews.services.liking import enterprise_follow
from plugins.reviews.services.question_write import answer_by_enterprise, question_ask
from plugins.reviews.services.reply_write import reply_write
from tests.unit.reviews import conftest as story
from tests.unit.reviews.conftest import CLEAN, hide, many_reviews

pytestmark = pytest.mark.django_db
buy, child_of, line_of = story.buy, story.child_of, story.line_of
mahua, peach, orchard, bakery = story.mahua, story.peach, story.orchard, story.bakery
placed, wechat, wang, hu = story.placed, story.wechat, story.wang, story.hu
shipped, received, say, review = story.shipped, story.received, story.say, story.review


def html_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_goods_show_stars_reviews_and_what_the_maker_says(client, review, peach, wang):
    reply_write(actor=wang, review_id=review.pk, text="谢谢李姐！", now=timezone.now())

    html = html_of(client, f"/goods/{peach.product.slug}/")

    for words in (CLEAN, "冶里集买家", "5.0 分 · 1 条评价", "沼山回复", "谢谢李姐！"):
        assert words in html, words
    assert "李晓梅" not in html


def test_hidden_reviews_are_counted_with_their_reason(client, review, peach):
    hide(review.post)

    html = html_of(client, f"/goods/{peach.product.slug}/")

    assert CLEAN not in html
    assert "1 条因辱骂或人身攻击被隐藏" in html
    assert "还没有评价" in html


def test_questions_stand_with_their_answers(client, peach, orchard, wang, buyer_zhou):
    question = question_ask(
        buyer=buyer_zhou, product_id=peach.product_id, text="能放几天？", now=timezone.now()
    )
    assert "等企业回答" in html_of(client, f"/goods/{peach.product.slug}/")

    answer_by_enterprise(actor=wang, question_id=question.pk, text="冷藏五天。", now=timezone.now())

    for path in ("", "questions/"):
        html = html_of(client, f"/goods/{peach.product.slug}/{path}")
        assert "能放几天？" in html
        assert "冷藏五天。" in html


def test_the_first_are_shown_and_the_rest_has_a_page(client, review, peach, orchard):
    many_reviews(review, 25)
    for path in (f"/goods/{peach.product.slug}/", f"/brands/{orchard.slug}/"):
        html = html_of(client, path)
        assert html.count('<article class="said">') == 4
        assert f'href="{path}reviews/"' in html

        everything = html_of(client, f"{path}reviews/")
        assert everything.count('<article class="said">') == 20
        assert "第 1 页，共 2 页" in everything
        assert html_of(client, f"{path}reviews/?page=2").count('<article class="said">') == 6


def test_texts_of_buyers_are_escaped(client, say, peach):
    say(peach, text="<script>alert(1)</script> 很甜")

    html = html_of(client, f"/goods/{peach.product.slug}/")

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_enterprise_without_a_shelf_has_a_page_with_goods_and_followers(
    client, review, orchard, peach, buyer_zhou
):
    enterprise_follow(user=buyer_zhou, enterprise_id=orchard.pk, follows=True, now=timezone.now())

    html = html_of(client, f"/brands/{orchard.slug}/")

    for words in ("沼山桃社", "农户", "<strong>1</strong> 人关注", "保安狗血桃", CLEAN):
        assert words in html, words
    assert "没有有效的区域公共品牌授权" in html
    assert f'href="/brands/{orchard.slug}/"' in html_of(client, f"/goods/{peach.product.slug}/")


def test_certificates_in_force_are_shown_with_their_verification(client, bakery):
    certificate = Certificate.objects.filter(licence__enterprise=bakery).get()

    html = html_of(client, f"/brands/{bakery.slug}/")

    assert certificate.number in html
    assert f"/verify/{certificate.code}" in html


def test_what_does_not_exist_is_not_found(client, db):
    for path in ("/goods/x/reviews/", "/goods/x/questions/", "/brands/x/reviews/", "/brands/x/"):
        assert client.get(path).status_code == 404, path


def test_queries_do_not_grow_with_what_was_written(client, review, peach, orchard, buyer_zhou):
    paths = (
        f"/goods/{peach.product.slug}/",
        f"/goods/{peach.product.slug}/reviews/",
        f"/goods/{peach.product.slug}/questions/",
        f"/brands/{orchard.slug}/",
        f"/brands/{orchard.slug}/reviews/",
    )

    def queries() -> list[int]:
        counts = []
        for path in paths:
            cache.clear()
            with CaptureQueriesContext(connection) as caught:
                html_of(client, path)
            counts.append(len(caught))
        return counts

    def write_more(count: int) -> None:
        many_reviews(review, count)
        for number in range(2):
            question_ask(
                buyer=buyer_zhou,
                product_id=peach.product_id,
                text=f"第 {count}-{number} 问",
                now=timezone.now(),
            )

    write_more(2)
    few = queries()
    write_more(6)

    assert queries() == few
    assert max(few) <= 40
