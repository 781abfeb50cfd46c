"""Stars are counted by the database, whatever happens to reviews."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.kernel.transitions import MoveRefused
from plugins.reviews.models import Review
from plugins.reviews.public import (
    quality_complaints,
    rating_of_enterprise,
    rating_of_product,
    ratings_of_enterprises,
    ratings_of_products,
)
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.rules.ratings import rating_of
from tests.unit.reviews.conftest import hide, show

pytestmark = pytest.mark.django_db


def counted_anew(**about):
    shown = Review.objects.filter(post__state="shown", **about)
    return rating_of(list(shown.values_list("stars", flat=True)))


@pytest.fixture
def some_reviews(received, say, buy, buyer_li, line_of, peach, mahua):
    return [say(peach, 4), say(mahua, 1, "又碎又潮，不好吃。")]


def test_rating_of_goods_and_of_their_maker(some_reviews, peach, mahua, orchard, bakery):
    assert rating_of_product(product_id=peach.product_id).counts == (0, 0, 0, 1, 0)
    assert rating_of_enterprise(enterprise_id=bakery.pk).counts == (1, 0, 0, 0, 0)
    both = ratings_of_products(product_ids=[peach.product_id, mahua.product_id, 999])
    assert [both[key].count for key in (peach.product_id, mahua.product_id, 999)] == [1, 1, 0]
    assert both[999].average is None
    assert ratings_of_enterprises(enterprise_ids=[orchard.pk])[orchard.pk].count == 1


def test_what_waits_is_not_counted_until_it_is_shown(say, peach):
    review = say(peach, 5, "好吃，找我 13800001234")
    assert rating_of_product(product_id=peach.product_id).count == 0

    show(review.post)

    assert rating_of_product(product_id=peach.product_id).counts == (0, 0, 0, 0, 1)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=8))
def test_counted_stars_are_those_of_shown_reviews(some_reviews, peach, orchard, bakery, moves):
    for number, is_hidden in moves:
        post = some_reviews[number].post
        try:
            hide(post) if is_hidden else show(post)
        except MoveRefused:
            post.refresh_from_db()

    assert rating_of_product(product_id=peach.product_id) == counted_anew(
        post__product=peach.product_id
    )
    for maker in (orchard, bakery):
        assert rating_of_enterprise(enterprise_id=maker.pk) == counted_anew(post__enterprise=maker)


def test_quality_complaints_are_shown_reviews_about_the_goods(say, peach, mahua, orchard, bakery):
    bad = say(peach, 1, "烂了一半。", concerns=[Concern.QUALITY, Concern.DELIVERY])
    say(mahua, 3, "来得太慢。", concerns=[Concern.DELIVERY])
    span = {
        "enterprise_ids": [orchard.pk, bakery.pk],
        "since": timezone.now() - timedelta(days=1),
        "until": timezone.now() + timedelta(days=1),
    }

    assert quality_complaints(**span) == {orchard.pk: 1, bakery.pk: 0}

    hide(bad.post)
    assert quality_complaints(**span) == {orchard.pk: 0, bakery.pk: 0}
    show(bad.post)
    assert quality_complaints(**{**span, "until": bad.post.written_at})[orchard.pk] == 0
