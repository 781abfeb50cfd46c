"""A member sends a picture of goods."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO

from plugins.brand.public import Enterprise
from plugins.listings.errors import PicturesTooMany
from plugins.listings.models import ListingPicture
from plugins.listings.picture_store import picture_folder
from plugins.listings.rules.content import MOST_PICTURES
from plugins.marketplace.public import MemberActor, Role

MOST_A_DAY = 300
DAY = timedelta(days=1)


def picture_keep(*, actor: MemberActor, file: BinaryIO, now: datetime) -> ListingPicture:
    """Check a picture, draw it anew and keep it privately for the enterprise's submissions.

    Raises:
        RoleMissing
        PictureInvalid: it cannot be used.
        PicturesTooMany: the enterprise has sent its day's share.
    """
    actor.require(Role.GOODS)
    _refuse_too_many(actor, now=now)  # before decoding, which is what costs
    with picture_folder().kept(file) as stored:
        # Uploads at once wait for each other here, so that none slips past the count.
        Enterprise.objects.select_for_update(no_key=True).get(pk=actor.enterprise_id)
        _refuse_too_many(actor, now=now)
        return ListingPicture.objects.create(
            enterprise_id=actor.enterprise_id,
            name=stored.name,
            width=stored.width,
            height=stored.height,
            uploaded_by=str(actor),
            uploaded_at=now,
        )


def _refuse_too_many(actor: MemberActor, *, now: datetime) -> None:
    today = ListingPicture.objects.filter(
        enterprise_id=actor.enterprise_id, uploaded_at__gt=now - DAY
    )
    if today.count() >= MOST_A_DAY:
        raise PicturesTooMany(per_listing=MOST_PICTURES, per_day=MOST_A_DAY)
