"""Real threads: many write, show and hide at once, and every star is counted once."""

from __future__ import annotations

import pytest
from django.utils import timezone

from plugins.kernel.errors import DomainError
from plugins.reviews.errors import AlreadyAnswered, AlreadyReviewed
from plugins.reviews.models import Answer, Review
from plugins.reviews.rules.ratings import rating_of
from plugins.reviews.selectors.ratings import rating_of_enterprise, rating_of_product
from plugins.reviews.services.question_write import answer_by_enterprise, question_ask
from tests.concurrency.test_order_place_races import race
from tests.unit.reviews.conftest import COLLEAGUE, MODERATOR, hide, show

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def test_one_review_for_a_line_however_often_it_is_sent(say, peach, orchard):
    results = race(*[lambda stars=stars: say(peach, stars) for stars in (1, 3, 5, 5)])

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [AlreadyReviewed] * 3
    [review] = Review.objects.all()
    assert rating_of_product(product_id=peach.product_id) == rating_of([review.stars])


def test_first_reviews_of_an_enterprise_at_once_are_both_counted(
    say, peach, mahua, orchard, bakery
):
    mahua.product.maker.__class__.objects.update(enterprise=orchard)

    results = race(lambda: say(peach, 5), lambda: say(mahua, 1))

    assert [result for result in results if isinstance(result, Exception)] == []
    counted = [
        rating_of_enterprise(enterprise_id=enterprise.pk).count for enterprise in (orchard, bakery)
    ]
    assert sum(counted) == 2


def test_showing_and_hiding_at_once_counts_what_is_shown(say, peach, mahua):
    posts = [say(peach, 5).post, say(mahua, 2).post]
    for _ in range(ROUNDS):
        results = race(
            lambda: hide(posts[0]),
            lambda: hide(posts[0], actor=COLLEAGUE),
            lambda: show(posts[0], actor=COLLEAGUE),
            lambda: hide(posts[1]),
            lambda: show(posts[1], actor=MODERATOR),
        )
        errors = [result for result in results if isinstance(result, Exception)]
        assert all(isinstance(error, DomainError) for error in errors)

        for variant in (peach, mahua):
            shown = Review.objects.filter(
                post__state="shown", post__product=variant.product_id
            ).values_list("stars", flat=True)
            assert rating_of_product(product_id=variant.product_id) == rating_of(list(shown))


def test_two_colleagues_answer_once(buyer_zhou, peach, orchard, wang):
    question = question_ask(
        buyer=buyer_zhou, product_id=peach.product_id, text="甜吗？", now=timezone.now()
    )

    def answer():
        return answer_by_enterprise(
            actor=wang, question_id=question.pk, text="很甜。", now=timezone.now()
        )

    results = race(answer, answer)

    assert [type(each) for each in results if isinstance(each, Exception)] == [AlreadyAnswered]
    assert Answer.objects.count() == 1
