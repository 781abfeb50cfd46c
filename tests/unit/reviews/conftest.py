"""李晓梅 has bought and received 麻花 and 狗血桃, and says what she thinks of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from saleor.order.models import Order, OrderLine

from plugins.brand.public import Actor
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.services.child_ship import child_ship
from plugins.reviews import picture_store
from plugins.reviews.models import FollowUp, Post, PostPicture, Reply, Review
from plugins.reviews.permissions import MODERATE
from plugins.reviews.rules.kinds import HideReason
from plugins.reviews.services import picture_keep
from plugins.reviews.services.post_moderate import post_hide, post_show
from plugins.reviews.services.review_write import Opinion, review_write
from plugins.shipments.public import shipment_receive
from tests.unit.child_orders import conftest as story
from tests.unit.child_orders.conftest import SF, ZTO

buy, child_of, line_of = story.buy, story.child_of, story.line_of
mahua, peach, orchard, bakery = story.mahua, story.peach, story.orchard, story.bakery
placed, wechat, wang, hu = story.placed, story.wechat, story.wang, story.hu

MODERATOR = Actor(name="staff:901", user_id=None, permissions=frozenset({MODERATE}))
COLLEAGUE = Actor(name="staff:902", user_id=None, permissions=frozenset({MODERATE}))
CLEAN = "个大汁多，包得也仔细。"


@pytest.fixture(autouse=True)
def picture_files(tmp_path, monkeypatch):
    """Pictures of this test alone."""
    folder = picture_store.PictureFolder(tmp_path / "reviews")
    for module in (picture_store, picture_keep):
        monkeypatch.setattr(module, "picture_folder", lambda: folder)
    monkeypatch.setattr("plugins.reviews.views.picture_folder", lambda: folder)
    return folder


@pytest.fixture
def shipped(placed, wang, hu, child_of, orchard, bakery):
    now = timezone.now()
    child_ship(actor=wang, number=child_of(orchard).number, labels=[ZTO], now=now)
    child_ship(actor=hu, number=child_of(bakery).number, labels=[SF], now=now)
    return placed


@pytest.fixture
def received(shipped):
    """Li's order, with receipt confirmed."""
    shipment_receive(order_id=shipped.order_id, at=timezone.now(), by="buyer")
    child_orders_follow(order_id=shipped.order_id, now=timezone.now())
    return shipped


@pytest.fixture
def say(received, line_of, buyer_li):
    """`say(peach, 5)` is Li's review of her peaches."""

    def write(variant, stars=5, text=CLEAN, *, buyer=None, now=None, line_id=None, **options):
        return review_write(
            buyer=buyer or buyer_li,
            line_id=line_id or line_of(variant).pk,
            opinion=Opinion(stars=stars, text=text, **options),
            now=now or timezone.now() + timedelta(minutes=1),
        )

    return write


@pytest.fixture
def review(say, peach) -> Review:
    """Five stars for the orchard's peaches, shown."""
    return say(peach)


def hide(post, *, actor=MODERATOR, reason=HideReason.ABUSE, note="对店家用了侮辱性的话。"):
    return post_hide(actor=actor, post_id=post.pk, reason=reason, note=note, now=timezone.now())


def show(post, *, actor=MODERATOR):
    return post_show(actor=actor, post_id=post.pk, now=timezone.now())


def many_reviews(review: Review, count: int, *, stars: int = 4) -> None:
    """Write more reviews like one, each with a picture, a follow-up and a reply."""
    order = Order.objects.create(token=str(uuid4()), user_email="bulk@example.com")
    for _ in range(count):
        posts = []
        for kind, side in (("review", "buyer"), ("follow_up", "buyer"), ("reply", "enterprise")):
            post = Post.objects.get(pk=review.pk)
            post.pk, post.kind, post.side = None, kind, side
            post.save()
            posts.append(post)
        PostPicture.objects.create(
            name=uuid4().hex,
            author=review.post.author,
            post=posts[0],
            width=4,
            height=3,
            uploaded_at=timezone.now(),
        )
        line = OrderLine.objects.get(pk=review.order_line_id)
        line.pk, line.order = None, order
        line.save()
        copy = Review.objects.create(post=posts[0], order_line=line, stars=stars)
        FollowUp.objects.create(post=posts[1], review=copy)
        Reply.objects.create(post=posts[2], review=copy)
