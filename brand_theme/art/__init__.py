"""Pictures of the shop, drawn here and replaceable by photographs.

Start with `README.md` beside this file. Importing the package needs neither
Django nor a database.
"""

from brand_theme.art.banners import BANNER_SIZES, banner_for
from brand_theme.art.errors import ArtError
from brand_theme.art.marks import (
    BRAND_FORMS,
    brand_mark_for,
    enterprise_mark_for,
    enterprise_mark_svg,
    enterprise_marks,
)
from brand_theme.art.photos import PHOTO_DIR
from brand_theme.art.pictures import (
    PICTURE_WIDTHS,
    picture_for,
    pictures_for,
    specialities,
    trade_of,
)
from brand_theme.art.store import rendition
from brand_theme.art.trades import TRADES

__all__ = [
    "BANNER_SIZES",
    "BRAND_FORMS",
    "PHOTO_DIR",
    "PICTURE_WIDTHS",
    "TRADES",
    "ArtError",
    "banner_for",
    "brand_mark_for",
    "enterprise_mark_for",
    "enterprise_mark_svg",
    "enterprise_marks",
    "picture_for",
    "pictures_for",
    "rendition",
    "specialities",
    "trade_of",
]
