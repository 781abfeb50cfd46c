"""A buyer sends a picture for a review."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model

from plugins.reviews.errors import PicturesTooMany
from plugins.reviews.models import PostPicture
from plugins.reviews.picture_store import picture_folder
from plugins.reviews.rules.windows import A_DAY, MOST_PICTURES, MOST_PICTURES_A_DAY


def picture_keep(*, buyer: Any, file: BinaryIO, now: datetime) -> PostPicture:
    """Keep a picture for a review that the buyer writes within a day.

    Raises:
        PictureInvalid: it cannot be used.
        PicturesTooMany: she has sent her day's share.
    """
    _refuse_too_many(buyer, now=now)  # before decoding, which is what costs
    with picture_folder().kept(file) as stored:
        # Uploads at once wait for each other here, so that none slips past the count.
        get_user_model().objects.select_for_update(of=("self",), no_key=True).get(pk=buyer.pk)
        _refuse_too_many(buyer, now=now)
        return PostPicture.objects.create(
            name=stored.name,
            author=buyer,
            width=stored.width,
            height=stored.height,
            uploaded_at=now,
        )


def _refuse_too_many(buyer: Any, *, now: datetime) -> None:
    today = PostPicture.objects.filter(author=buyer, uploaded_at__gt=now - A_DAY)
    if today.count() >= MOST_PICTURES_A_DAY:
        raise PicturesTooMany(per_post=MOST_PICTURES, per_day=MOST_PICTURES_A_DAY)


def pictures_forget_unused(*, now: datetime) -> int:
    """Delete pictures that no review took within two days; return how many.

    Longer than the day the limit counts, so that deleting frees nobody's share.
    """
    forgotten = 0
    unused = PostPicture.objects.filter(post__isnull=True, uploaded_at__lt=now - 2 * A_DAY)
    for picture in unused.order_by("pk")[:500]:
        deleted, _ = PostPicture.objects.filter(pk=picture.pk, post__isnull=True).delete()
        if deleted:
            picture_folder().forget(picture.name)
            forgotten += 1
    return forgotten
