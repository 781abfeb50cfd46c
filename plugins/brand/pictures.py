"""Pictures from strangers: decoded and written anew, so that nothing but pixels stays."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from plugins.brand.errors import FileRefused

MEGABYTES = 8
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2000


def reencoded(content: bytes) -> bytes:
    """Return the picture as a fresh JPEG without metadata, upright, of bounded size.

    Raises:
        FileRefused: too large, damaged, or no JPEG, PNG or WebP.
    """
    refusal = FileRefused(field="pictures", megabytes=MEGABYTES)
    if not content or len(content) > MEGABYTES * 1024 * 1024:
        raise refusal
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS:  # known before it is decoded
                raise refusal
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise refusal from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    file = io.BytesIO()
    upright.save(file, "JPEG", quality=85)
    return file.getvalue()
