"""Nothing is removed silently: hidden with a reason, objected to once, looked at by another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.brand.models import EnterpriseTie
from plugins.brand.public import Actor
from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from plugins.reviews import errors
from plugins.reviews.models import Post
from plugins.reviews.permissions import MODERATE
from plugins.reviews.rules.kinds import HideReason
from plugins.reviews.selectors.ratings import hidden_counts
from plugins.reviews.selectors.shown import reviews_shown
from plugins.reviews.services.post_moderate import objection_decide, post_hide, post_object
from tests.unit.reviews.conftest import COLLEAGUE, MODERATOR, hide, show

pytestmark = pytest.mark.django_db
OBJECTION = "我只是说桃子酸，没有骂人。"


@pytest.fixture
def objected(review, buyer_li) -> Post:
    hide(review.post)
    return post_object(author=buyer_li, post_id=review.pk, text=OBJECTION, now=timezone.now())


def decide(post, *, is_right, actor=COLLEAGUE, note="已核对，没有辱骂。"):
    return objection_decide(
        actor=actor, post_id=post.pk, is_right=is_right, note=note, now=timezone.now()
    )


def test_hidden_review_leaves_the_page_and_is_counted_in_public(review, peach, orchard):
    hide(review.post, reason=HideReason.PRIVACY, note="写了别人的名字。")

    review.post.refresh_from_db()
    assert (review.post.state, review.post.hidden_note) == ("hidden", "写了别人的名字。")
    assert not reviews_shown(product_id=peach.product_id)
    assert hidden_counts(product_id=peach.product_id) == {"privacy": 1}
    assert hidden_counts(enterprise_id=orchard.pk) == {"privacy": 1}
    entry = history_of(review.post).last()
    assert (entry.action, entry.reason) == (
        "reviews.post.hidden",
        "泄露个人信息：写了别人的名字。",
    )


def test_hiding_needs_words_for_the_writer(review):
    with pytest.raises(errors.ReasonMissing):
        hide(review.post, note=" ")

    review.post.refresh_from_db()
    assert review.post.state == "shown"


def test_writer_objects_once_and_nobody_else(review, buyer_li, buyer_zhou):
    hide(review.post)
    facts = {"post_id": review.pk, "text": OBJECTION, "now": timezone.now()}
    with pytest.raises(errors.PostNotFound):
        post_object(author=buyer_zhou, **facts)

    post_object(author=buyer_li, **facts)

    with pytest.raises(errors.ObjectedBefore):
        post_object(author=buyer_li, **facts)


def test_what_is_shown_is_not_objected_to(review, buyer_li):
    with pytest.raises(MoveRefused):
        post_object(author=buyer_li, post_id=review.pk, text=OBJECTION, now=timezone.now())


def test_a_right_objection_shows_it_again(objected, peach):
    decide(objected, is_right=True)

    objected.refresh_from_db()
    assert (objected.state, objected.hidden_reason) == ("shown", "")
    assert objected.decision_note == "已核对，没有辱骂。"
    assert reviews_shown(product_id=peach.product_id).count() == 1


def test_a_wrong_objection_leaves_it_hidden_with_an_answer(objected, buyer_li):
    decide(objected, is_right=False, note="第二句是辱骂。")

    objected.refresh_from_db()
    assert (objected.state, objected.hidden_reason) == ("upheld", "abuse")
    with pytest.raises(errors.ObjectedBefore):
        post_object(author=buyer_li, post_id=objected.pk, text=OBJECTION, now=timezone.now())
    show(objected, actor=COLLEAGUE)  # a mistake can always be mended
    objected.refresh_from_db()
    assert objected.state == "shown"


def test_whoever_hid_it_does_not_decide(objected):
    with pytest.raises(errors.SameModerator):
        decide(objected, is_right=False, actor=MODERATOR)
    with pytest.raises(MoveRefused):
        show(objected)
    with pytest.raises(IntegrityError, match="nobody_upholds_their_own"), transaction.atomic():
        Post.objects.filter(pk=objected.pk).update(state="upheld", decided_by=MODERATOR.name)


def test_only_an_objection_is_decided(review):
    with pytest.raises(MoveRefused):
        decide(review.post, is_right=True)


def test_moderators_need_the_role_and_no_tie(review, orchard, operator_chen):
    nobody = Actor(name="staff:5", user_id=5, permissions=frozenset())
    with pytest.raises(errors.ModerationNotAllowed):
        hide(review.post, actor=nobody)

    EnterpriseTie.objects.create(enterprise=orchard, user=operator_chen, relation="亲属")
    tied = Actor(name="staff:1", user_id=operator_chen.pk, permissions=frozenset({MODERATE}))
    with pytest.raises(errors.ModeratorTied):
        hide(review.post, actor=tied)
    writer = replace(tied, user_id=review.post.author_id)
    with pytest.raises(errors.ModeratorTied):
        hide(review.post, actor=writer)


def test_unknown_post_is_not_found(db):
    with pytest.raises(errors.PostNotFound):
        post_hide(
            actor=MODERATOR,
            post_id=999,
            reason=HideReason.FAKE,
            note="没有这一条",
            now=timezone.now() + timedelta(days=1),
        )
