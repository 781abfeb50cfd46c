"""The one way something is written: checked, kept, shown or put before a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from plugins.kernel import audit
from plugins.kernel.pictures import PictureNotFound
from plugins.reviews import errors
from plugins.reviews.models import Post, PostPicture
from plugins.reviews.rules import texts, windows
from plugins.reviews.rules.kinds import PostKind, Side
from plugins.reviews.rules.texts import Finding
from plugins.reviews.states import PostState


@dataclass(frozen=True)
class Writer:
    """Who writes, as the public and the audit trail name them."""

    user_id: int
    side: Side
    byline: str
    actor: str


def buyer_writer(buyer: Any, *, is_anonymous: bool = False) -> Writer:
    name = f"{buyer.last_name}{buyer.first_name}"
    return Writer(
        user_id=buyer.pk,
        side=Side.BUYER,
        byline=texts.byline(name=name, is_anonymous=is_anonymous),
        actor=audit.actor_of(buyer),
    )


def post_write(
    *,
    kind: PostKind,
    writer: Writer,
    product_id: int,
    enterprise_id: int,
    text: str,
    now: datetime,
    pictures: Sequence[str] = (),
) -> Post:
    """Keep a checked text in the caller's transaction.

    A clean text without pictures is shown at once; anything else waits for a person.

    Raises:
        PictureNotFound, PicturesTooMany: the pictures are not this writer's, or too many.
    """
    found = set(texts.findings(text)) | ({Finding.PICTURES} if pictures else set())
    post = Post.objects.create(
        kind=kind.value,
        side=writer.side.value,
        author_id=writer.user_id,
        product_id=product_id,
        enterprise_id=enterprise_id,
        byline=writer.byline,
        text=text,
        written_at=now,
        state=(PostState.WAITING if found else PostState.SHOWN).value,
        state_since=now,
        findings=sorted(each.value for each in found),
    )
    _attach(post, pictures)
    audit.record(
        "reviews.post.written", post, actor=writer.actor, kind=kind.value, state=post.state
    )
    return post


def _attach(post: Post, names: Sequence[str]) -> None:
    if not names:
        return
    if len(names) > windows.MOST_PICTURES:
        raise errors.PicturesTooMany(
            field="pictures",
            per_post=windows.MOST_PICTURES,
            per_day=windows.MOST_PICTURES_A_DAY,
        )
    attached = PostPicture.objects.filter(
        name__in=names, author_id=post.author_id, post__isnull=True
    ).update(post=post)
    if attached != len(names):
        raise PictureNotFound(field="pictures")


def refuse_too_many_today(
    *, user_id: int, kind: PostKind, side: Side, most: int, now: datetime
) -> None:
    """Count what a person wrote in a day; one person counts at a time.

    Raises:
        TooManyToday.
    """
    get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=user_id)
    lately = Post.objects.filter(
        author=user_id,
        kind=kind.value,
        side=side.value,
        written_at__gt=now - windows.A_DAY,
    )
    if lately.count() >= most:
        raise errors.TooManyToday(most=most)
