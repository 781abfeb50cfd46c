"""A buyer reviews what arrived, once, and adds to it once; the enterprise replies."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from plugins.kernel.audit import history_of
from plugins.kernel.pictures import PictureNotFound
from plugins.marketplace.errors import RoleMissing
from plugins.reviews import errors
from plugins.reviews.models import Post, PostPicture, Review
from plugins.reviews.rules.kinds import Concern
from plugins.reviews.selectors.own import lines_to_review, posts_of
from plugins.reviews.services.reply_write import reply_write
from plugins.reviews.services.review_write import Opinion, follow_up_write, review_write
from tests.unit.marketplace.conftest import join
from tests.unit.reviews.conftest import CLEAN, hide, show

pytestmark = pytest.mark.django_db


def test_clean_text_is_shown_at_once_under_a_masked_name(say, peach, orchard, buyer_li):
    buyer_li.first_name, buyer_li.last_name = "晓梅", "李"

    review = say(peach, 4)

    post = review.post
    assert (post.state, post.byline, post.text) == ("shown", "李**", CLEAN)
    assert (post.enterprise, post.product) == (orchard, peach.product)
    entry = history_of(post).get()
    assert (entry.action, entry.actor) == ("reviews.post.written", f"buyer:{buyer_li.pk}")


def test_suspicious_text_and_pictures_wait(say, peach, mahua, buyer_li):
    picture = PostPicture.objects.create(
        name="0" * 32, author=buyer_li, width=1, height=1, uploaded_at=timezone.now()
    )

    phone = say(peach, 5, "好吃，找我 13800001234").post
    shot = say(mahua, 5, pictures=[picture.name]).post

    assert (phone.state, phone.findings) == ("waiting", ["number"])
    assert (shot.state, shot.findings) == ("waiting", ["pictures"])
    assert [each.name for each in shot.pictures.all()] == [picture.name]


def test_a_line_is_reviewed_once(review, say, peach):
    with pytest.raises(errors.AlreadyReviewed):
        say(peach, 1)

    assert Review.objects.count() == Post.objects.count() == 1


def test_the_database_takes_one_review_for_a_line(review):
    again = Post.objects.create(
        kind="review",
        side="buyer",
        author_id=review.post.author_id,
        product_id=review.post.product_id,
        enterprise_id=review.post.enterprise_id,
        byline="李**",
        text=CLEAN,
        written_at=timezone.now(),
        state="shown",
        state_since=timezone.now(),
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.create(post=again, order_line=review.order_line, stars=5)


def test_other_peoples_lines_do_not_exist(say, peach, buyer_zhou):
    with pytest.raises(errors.LineNotFound):
        say(peach, buyer=buyer_zhou)
    with pytest.raises(errors.LineNotFound):
        say(peach, line_id=999_999)


def test_goods_that_have_not_left_are_not_reviewed(placed, line_of, peach, buyer_li):
    with pytest.raises(errors.LineNotFound):
        review_write(
            buyer=buyer_li,
            line_id=line_of(peach).pk,
            opinion=Opinion(stars=5, text=CLEAN),
            now=timezone.now(),
        )


def test_unconfirmed_goods_are_reviewed_ten_days_after_they_left(shipped, line_of, peach, buyer_li):
    facts = {
        "buyer": buyer_li,
        "line_id": line_of(peach).pk,
        "opinion": Opinion(stars=5, text=CLEAN),
    }
    with pytest.raises(errors.NotReceivedYet):
        review_write(**facts, now=timezone.now() + timedelta(days=9))
    assert not lines_to_review(buyer=buyer_li, now=timezone.now())

    later = timezone.now() + timedelta(days=10, minutes=1)
    assert lines_to_review(buyer=buyer_li, now=later).count() == 2
    assert review_write(**facts, now=later).pk


def test_time_to_review_ends(say, peach, buyer_li, settings):
    settings.REVIEW_DAYS = 30
    late = timezone.now() + timedelta(days=30, minutes=1)

    with pytest.raises(errors.ReviewTimeOver, match="30"):
        say(peach, now=late)

    assert not lines_to_review(buyer=buyer_li, now=late)


def test_lines_to_review_are_what_arrived_and_has_no_review(review, line_of, mahua, buyer_li):
    waiting = lines_to_review(buyer=buyer_li, now=timezone.now() + timedelta(minutes=1))

    assert [line.order_line for line in waiting] == [line_of(mahua)]


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"stars": 6}, errors.StarsInvalid),
        ({"text": "好"}, errors.TextInvalid),
        ({"text": "长" * 501}, errors.TextInvalid),
        ({"stars": 5, "concerns": [Concern.QUALITY]}, errors.ConcernsInvalid),
        ({"pictures": ["1" * 32]}, PictureNotFound),
        ({"pictures": [f"{number:032}" for number in range(7)]}, errors.PicturesTooMany),
    ],
)
def test_unusable_reviews_change_nothing(say, peach, options, error):
    with pytest.raises(error):
        say(peach, **options)

    assert not Post.objects.exists()


def test_others_pictures_cannot_be_taken(say, peach, buyer_zhou):
    theirs = PostPicture.objects.create(
        name="2" * 32, author=buyer_zhou, width=1, height=1, uploaded_at=timezone.now()
    )

    with pytest.raises(PictureNotFound):
        say(peach, pictures=[theirs.name])


def test_follow_up_comes_once_in_time_and_keeps_the_name_hidden(say, peach, buyer_li, buyer_zhou):
    review = say(peach, is_anonymous=True)
    facts = {"buyer": buyer_li, "review_id": review.pk, "text": "放了三天还是脆的。"}
    now = timezone.now() + timedelta(days=3)
    with pytest.raises(errors.ReviewNotFound):
        follow_up_write(**{**facts, "buyer": buyer_zhou}, now=now)
    with pytest.raises(errors.ReviewTimeOver):
        follow_up_write(**facts, now=now + timedelta(days=180))

    follow_up = follow_up_write(**facts, now=now)

    assert (follow_up.post.byline, follow_up.post.state) == ("匿名买家", "shown")
    with pytest.raises(errors.AlreadyFollowedUp):
        follow_up_write(**facts, now=now)


def test_enterprise_replies_and_edits_once(review, wang):
    facts = {"actor": wang, "review_id": review.pk}
    now = timezone.now()

    reply_write(**facts, text="谢谢李姐！", now=now)
    reply_write(**facts, text="谢谢李姐！", now=now)  # sent twice, written once
    reply = reply_write(**facts, text="谢谢，明年再来。", now=now)

    reply.post.refresh_from_db()
    assert (reply.post.text, reply.post.earlier_text) == ("谢谢，明年再来。", "谢谢李姐！")
    assert reply.post.byline == "沼山"
    with pytest.raises(errors.ReplyEditedBefore):
        reply_write(**facts, text="再改一次", now=now)


def test_an_edit_that_looks_suspicious_waits(review, wang):
    facts = {"actor": wang, "review_id": review.pk, "now": timezone.now()}
    reply_write(**facts, text="谢谢李姐！")

    reply = reply_write(**facts, text="谢谢，加微信便宜")

    reply.post.refresh_from_db()
    assert (reply.post.state, reply.post.findings) == ("waiting", ["contact"])


def test_a_hidden_reply_stays_as_it_is(review, wang):
    facts = {"actor": wang, "review_id": review.pk, "now": timezone.now()}
    hide(reply_write(**facts, text="你懂什么桃子").post)

    with pytest.raises(errors.ReplyEditedBefore):
        reply_write(**facts, text="谢谢")


def test_other_enterprises_reviews_do_not_exist(review, hu, orchard):
    with pytest.raises(errors.ReviewNotFound):
        reply_write(actor=hu, review_id=review.pk, text="谢谢", now=timezone.now())
    keeper = join(orchard, "books@orchard.example", "finance")
    with pytest.raises(RoleMissing):
        reply_write(actor=keeper, review_id=review.pk, text="谢谢", now=timezone.now())


def test_what_is_not_shown_is_not_replied_to(say, peach, wang):
    review = say(peach, 5, "好吃，找我 13800001234")

    with pytest.raises(errors.ReviewNotFound):
        reply_write(actor=wang, review_id=review.pk, text="谢谢", now=timezone.now())
    show(review.post)
    assert reply_write(actor=wang, review_id=review.pk, text="谢谢", now=timezone.now())


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM mall_reviews_post",
        "UPDATE mall_reviews_post SET text = '很好吃'",
        "UPDATE mall_reviews_post SET byline = '王**'",
        "UPDATE mall_reviews_review SET stars = 1",
        "DELETE FROM mall_reviews_review",
        "UPDATE mall_reviews_post SET state = 'hidden'",
        "UPDATE mall_reviews_productrating SET five = 9",
        "DELETE FROM mall_reviews_enterpriserating",
    ],
)
def test_what_was_written_and_counted_stays(review, sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_who_wrote_sees_everything_of_it(review, say, mahua, buyer_li):
    hide(review.post)
    say(mahua, 5, "好吃，找我 13800001234")

    mine = posts_of(author=buyer_li)

    assert [(post.state, post.hidden_reason) for post in mine] == [
        ("waiting", ""),
        ("hidden", "abuse"),
    ]
