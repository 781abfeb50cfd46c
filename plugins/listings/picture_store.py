"""Pictures of goods that are not approved yet: outside the public media."""

from __future__ import annotations

from django.conf import settings

from plugins.kernel.pictures import PictureFolder


def picture_folder() -> PictureFolder:
    return PictureFolder(settings.SHOP_HOME.submissions)
