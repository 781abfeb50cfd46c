"""A buyer says what she thinks: a review with a picture, a follow-up, a question; and keeps what she likes."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone
from saleor.account.models import User

from plugins.brand.public import Actor
from plugins.reviews.models import Favourite, Follow, Post
from plugins.reviews.permissions import MODERATE
from plugins.reviews.services.post_moderate import post_show
from plugins.reviews.states import PostState
from tests.e2e.aftercare import adds_picture, photograph, received
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.stage import aside

BEANS, SLUG = "GB03-A400", "tanqiao-douchi"
MODERATOR = Actor(name="staff:901", user_id=None, permissions=frozenset({MODERATE}))


def test_buyer_reviews_asks_and_keeps(program, market, tmp_path):
    photo, people = photograph(tmp_path), []
    with shopping(program, market.url, "opinions") as walk:
        for width in SIZES:
            buyer = market.buyer()
            people.append(buyer.sale.openid)
            received(buyer, (market.variant(BEANS), 1))
            with walk.at(width, buyer) as shopper:
                _reviews(shopper, photo)
                _adds_to_it(shopper)
                aside(_looked_at)
                _asks(shopper)
                _keeps(shopper)

    for person in User.objects.filter(wechat_identities__openid__in=people):
        posts = Post.objects.filter(author=person)
        assert sorted(posts.values_list("kind", flat=True)) == ["follow_up", "question", "review"]
        assert [each.pictures.count() for each in posts.filter(kind="review")] == [1]
        assert Favourite.objects.get(user=person).product.slug == SLUG
        assert Follow.objects.filter(user=person).count() == 1
    walk.found_fault_with_nothing(market.wechat.address)


def _reviews(shopper: Shopper, photo: Path) -> None:
    shopper.goes("/pages/order/reviews")
    shopper.presses("写评价")
    shopper.cannot_press("发表")
    shopper.taps(shopper.page.get_by_role("radio", name="4 星"))
    shopper.fills("评价内容", "豆豉咸鲜，蒸鱼正好，瓶口有点漏油。")
    adds_picture(shopper.page, photo)
    shopper.sees("review")
    shopper.presses("发表")
    shopper.reads("没有等您评价的")


def _adds_to_it(shopper: Shopper) -> None:
    shopper.goes("/pages/me/index")
    shopper.taps("我的评价与提问")
    shopper.reads("瓶口有点漏油")
    shopper.reads("等待审核")
    shopper.sees("written")
    shopper.presses("追评")
    shopper.fills("评价内容", "换了新瓶寄来，这次没漏。")
    shopper.sees("follow-up")
    shopper.presses("发表")
    shopper.reads("这次没漏")
    shopper.page.get_by_text("追评 ·").wait_for()
    assert shopper.page.locator("uni-button", has_text="追评").count() == 0


def _looked_at() -> None:
    """Staff look at what has pictures, and let it be seen."""
    for post in Post.objects.filter(state=PostState.WAITING.value):
        post_show(actor=MODERATOR, post_id=post.pk, now=timezone.now())


def _asks(shopper: Shopper) -> None:
    shopper.goes(f"/pages/goods/detail?slug={SLUG}")
    shopper.reads("追评：")
    shopper.fills("提问", f"开瓶后能放多久？{shopper.width}")
    shopper.presses("提问")
    shopper.reads(f"能放多久？{shopper.width}")
    shopper.sees("goods")


def _keeps(shopper: Shopper) -> None:
    page = shopper.page
    shopper.taps(page.get_by_label("收藏"))
    page.locator("[aria-label=收藏][aria-pressed=true]").wait_for()
    shopper.taps(page.locator(".maker"))
    shopper.presses("关注")
    shopper.reads("已关注")
    shopper.sees("enterprise")
    shopper.goes("/pages/account/favourites")
    shopper.reads("关注的企业")
    shopper.sees("kept")
