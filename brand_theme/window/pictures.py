"""Pictures as pages show them: only sizes that were made when they were stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from saleor.product.templatetags.product_images import get_thumbnail

#: Widths of square pictures, each a rendition of Saleor's set "products".
CARD_WIDTHS = (255, 510)
GALLERY_WIDTHS = (540, 1080)
_HEADER = "1080x440"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What an `img` element needs; width and height keep its place on the page."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


def square_picture(image: Any, *, widths: tuple[int, ...], alt: str) -> Picture:
    """A product's picture; the engine's placeholder when `image` is None."""
    file = image.image if image else None
    sources = [(get_thumbnail(file, width, "thumbnail"), width) for width in widths]
    return Picture(
        src=sources[0][0],
        srcset=", ".join(f"{source} {width}w" for source, width in sources),
        width=widths[-1],
        height=widths[-1],
        alt=(image.alt if image else "") or alt,
    )


def banner_picture(file: Any, *, alt: str) -> Picture | None:
    """A trade's banner, three times as wide as high."""
    if not file:
        return None
    small = file.thumbnail[_HEADER].url
    return Picture(
        src=small, srcset=f"{small} 1080w, {file.url} 1440w", width=1440, height=480, alt=alt
    )


def mark_picture(file: Any, *, alt: str) -> Picture | None:
    """An enterprise's mark, square."""
    if not file:
        return None
    return Picture(src=file.thumbnail[_HEADER].url, srcset="", width=440, height=440, alt=alt)


def picture_origin() -> str:
    """Scheme and host that pictures come from, or "" when it is the shop itself."""
    scheme, separator, rest = settings.MEDIA_URL.partition("//")
    return f"{scheme}{separator}{rest.split('/')[0]}" if separator else ""
