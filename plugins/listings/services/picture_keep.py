"""A member sends a picture of goods."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO

from django.db.models import Exists, Func, JSONField, OuterRef, Q

from plugins.brand.public import Enterprise
from plugins.kernel.picture_share import PictureShare, forget_pictures
from plugins.listings.errors import PicturesTooMany
from plugins.listings.models import ListingPicture, Submission
from plugins.listings.picture_store import picture_folder
from plugins.listings.rules.content import MOST_PICTURES
from plugins.marketplace.public import MemberActor, Role

MOST_A_DAY = 300
#: A picture is sent with the form that uses it; a week is time enough to come back to one.
UNUSED = timedelta(days=7)


def picture_keep(*, actor: MemberActor, file: BinaryIO, now: datetime) -> ListingPicture:
    """Check a picture, draw it anew and keep it privately for the enterprise's submissions.

    Raises:
        RoleMissing
        PictureInvalid: it cannot be used.
        PicturesTooMany: the enterprise has sent its day's share.
    """
    actor.require(Role.GOODS)
    with _share_of(actor).kept(picture_folder(), file, now=now) as stored:
        return ListingPicture.objects.create(
            enterprise_id=actor.enterprise_id,
            name=stored.name,
            width=stored.width,
            height=stored.height,
            uploaded_by=str(actor),
            uploaded_at=now,
        )


def _share_of(actor: MemberActor) -> PictureShare:
    return PictureShare(
        sent=ListingPicture.objects.filter(enterprise_id=actor.enterprise_id),
        sender=Enterprise.objects.filter(pk=actor.enterprise_id),
        most=MOST_A_DAY,
        refusal=lambda: PicturesTooMany(per_listing=MOST_PICTURES, per_day=MOST_A_DAY),
    )


def pictures_forget_unused(*, now: datetime) -> int:
    """Delete pictures that a week later stand in no submission; return how many."""
    name = Func(OuterRef("name"), function="to_jsonb", output_field=JSONField())
    using = Submission.objects.filter(
        Q(content__pictures__contains=name) | Q(base__pictures__contains=name),
        listing__enterprise_id=OuterRef("enterprise_id"),
    )
    unused = ListingPicture.objects.filter(~Exists(using), uploaded_at__lt=now - UNUSED)
    return forget_pictures(unused, picture_folder())
