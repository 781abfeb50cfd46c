"""A buyer sends a picture for a review."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model

from plugins.kernel.picture_share import DAY, PictureShare, forget_pictures
from plugins.reviews.errors import PicturesTooMany
from plugins.reviews.models import PostPicture
from plugins.reviews.picture_store import picture_folder
from plugins.reviews.rules.windows import MOST_PICTURES, MOST_PICTURES_A_DAY


def picture_keep(*, buyer: Any, file: BinaryIO, now: datetime) -> PostPicture:
    """Keep a picture for a review that the buyer writes within a day.

    Raises:
        PictureInvalid: it cannot be used.
        PicturesTooMany: she has sent her day's share.
    """
    with _share_of(buyer).kept(picture_folder(), file, now=now) as stored:
        return PostPicture.objects.create(
            name=stored.name,
            author=buyer,
            width=stored.width,
            height=stored.height,
            uploaded_at=now,
        )


def _share_of(buyer: Any) -> PictureShare:
    return PictureShare(
        sent=PostPicture.objects.filter(author=buyer),
        sender=get_user_model().objects.filter(pk=buyer.pk),
        most=MOST_PICTURES_A_DAY,
        refusal=lambda: PicturesTooMany(per_post=MOST_PICTURES, per_day=MOST_PICTURES_A_DAY),
    )


def pictures_forget_unused(*, now: datetime) -> int:
    """Delete pictures that no review took within two days; return how many.

    Longer than the day the limit counts, so that deleting frees nobody's share.
    """
    unused = PostPicture.objects.filter(post__isnull=True, uploaded_at__lt=now - 2 * DAY)
    return forget_pictures(unused, picture_folder())
