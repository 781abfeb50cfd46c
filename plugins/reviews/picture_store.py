"""Pictures of reviews on disk; see `plugins.kernel.pictures` and `picture_http`."""

from __future__ import annotations

from django.conf import settings

from plugins.kernel.picture_http import PictureLinks
from plugins.kernel.pictures import PictureFolder

#: For whoever may see a picture before everybody may, or after.
LINKS = PictureLinks(salt="review-picture", route="review-picture-signed")


def picture_folder() -> PictureFolder:
    return PictureFolder(settings.SHOP_HOME.reviews)
