"""A buyer sends a picture that shows what is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.contrib.auth import get_user_model

from plugins.after_sales import picture_store
from plugins.after_sales.errors import PicturesTooMany
from plugins.after_sales.models import EvidencePicture
from plugins.after_sales.rules.wishes import MOST_PICTURES, MOST_PICTURES_A_DAY

DAY = timedelta(days=1)


def picture_keep(*, buyer: Any, file: BinaryIO, now: datetime) -> EvidencePicture:
    """Keep a picture for a case of the buyer's that she opens within a day.

    Raises:
        PictureInvalid: it cannot be used.
        PicturesTooMany: she has sent her day's share.
    """
    _refuse_too_many(buyer, now=now)  # before decoding, which is what costs
    with picture_store.pictures().kept(file) as stored:
        # Uploads at once wait for each other here, so that none slips past the count.
        get_user_model().objects.select_for_update(of=("self",)).get(pk=buyer.pk)
        _refuse_too_many(buyer, now=now)
        return EvidencePicture.objects.create(
            name=stored.name,
            buyer=buyer,
            width=stored.width,
            height=stored.height,
            uploaded_at=now,
        )


def _refuse_too_many(buyer: Any, *, now: datetime) -> None:
    today = EvidencePicture.objects.filter(buyer=buyer, uploaded_at__gt=now - DAY)
    if today.count() >= MOST_PICTURES_A_DAY:
        raise PicturesTooMany(per_case=MOST_PICTURES, per_day=MOST_PICTURES_A_DAY)


def pictures_forget_unused(*, now: datetime) -> int:
    """Delete pictures that no case took within two days; return how many.

    Longer than the day the limit counts, so that deleting frees nobody's share.
    """
    forgotten = 0
    unused = EvidencePicture.objects.filter(case__isnull=True, uploaded_at__lt=now - 2 * DAY)
    for picture in unused.order_by("pk")[:500]:
        deleted, _ = EvidencePicture.objects.filter(pk=picture.pk, case__isnull=True).delete()
        if deleted:
            picture_store.forget(picture.name)
            forgotten += 1
    return forgotten
