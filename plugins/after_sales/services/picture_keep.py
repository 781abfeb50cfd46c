"""A buyer sends a picture that shows what is wrong."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model

from plugins.after_sales import picture_store
from plugins.after_sales.errors import PicturesTooMany
from plugins.after_sales.models import EvidencePicture
from plugins.after_sales.rules.wishes import MOST_PICTURES, MOST_PICTURES_A_DAY
from plugins.kernel.picture_share import DAY, PictureShare, forget_pictures


def picture_keep(*, buyer: Any, file: BinaryIO, now: datetime) -> EvidencePicture:
    """Keep a picture for a case of the buyer's that she opens within a day.

    Raises:
        PictureInvalid: it cannot be used.
        PicturesTooMany: she has sent her day's share.
    """
    with _share_of(buyer).kept(picture_store.pictures(), file, now=now) as stored:
        return EvidencePicture.objects.create(
            name=stored.name,
            buyer=buyer,
            width=stored.width,
            height=stored.height,
            uploaded_at=now,
        )


def _share_of(buyer: Any) -> PictureShare:
    return PictureShare(
        sent=EvidencePicture.objects.filter(buyer=buyer),
        sender=get_user_model().objects.filter(pk=buyer.pk),
        most=MOST_PICTURES_A_DAY,
        refusal=lambda: PicturesTooMany(per_case=MOST_PICTURES, per_day=MOST_PICTURES_A_DAY),
    )


def pictures_forget_unused(*, now: datetime) -> int:
    """Delete pictures that no case took within two days; return how many.

    Longer than the day the limit counts, so that deleting frees nobody's share.
    """
    unused = EvidencePicture.objects.filter(case__isnull=True, uploaded_at__lt=now - 2 * DAY)
    return forget_pictures(unused, picture_store.pictures())
