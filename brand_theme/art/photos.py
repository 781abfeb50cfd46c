"""Photographs an operator drops in, which replace the drawings.

`catalog_seed/photos/<slug>.jpg` replaces the picture of a speciality,
`<slug>-2.jpg`, `<slug>-3.jpg` … follow it. A file here was made by anyone with
any tool, so it is decoded with limits and leaves without its metadata (a phone
writes the grower's home position into it).
"""

from __future__ import annotations

import re
import warnings
from pathlib import Path

from PIL import Image, ImageOps

from brand_theme.art.errors import PhotoBroken, PhotoTooLarge

PHOTO_DIR = Path(__file__).resolve().parents[2] / "catalog_seed" / "photos"
FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 60_000_000
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})


def photos_of(slug: str, *, photo_dir: Path = PHOTO_DIR) -> list[Path]:
    """The photographs of `slug`, the main one first; empty when there is none."""
    pattern = re.compile(rf"{re.escape(slug)}(?:-(\d+))?")
    found: list[tuple[int, Path]] = []
    for path in photo_dir.glob(f"{slug}*"):
        match = pattern.fullmatch(path.stem)
        if match and path.suffix.lower() in _SUFFIXES:
            found.append((int(match.group(1) or 1), path))
    return [path for _, path in sorted(found)]


def square_photo(path: Path, *, width: int) -> Image.Image:
    """Decode a photograph, turn it upright and crop it to a square of `width`.

    The pixels are copied into a fresh image: EXIF, GPS and ICC stay behind.

    Raises:
        PhotoTooLarge: more bytes or pixels than a product picture needs.
        PhotoBroken: not a JPEG, PNG or WebP, or damaged.
    """
    return fitted_photo(path, size=(width, width))


def fitted_photo(path: Path, *, size: tuple[int, int]) -> Image.Image:
    """As `square_photo`, for any shape; used by banners."""
    picture = _decoded(path)
    flat = Image.new("RGB", picture.size, "#FFFFFF")
    flat.paste(picture, mask=picture.getchannel("A"))
    return ImageOps.fit(flat, size, Image.Resampling.LANCZOS)


def _decoded(path: Path) -> Image.Image:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise PhotoTooLarge(path=path, actual=f"{size} B", limit=f"{MAX_BYTES} B")
    try:
        with warnings.catch_warnings(), Image.open(path, formats=FORMATS) as opened:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            _refuse_too_many_pixels(opened, path)
            return ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise PhotoTooLarge(path=path, actual=error, limit=f"{MAX_PIXELS} px") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise PhotoBroken(path=path, reason=error) from error


def _refuse_too_many_pixels(picture: Image.Image, path: Path) -> None:
    pixels = picture.width * picture.height
    if pixels > MAX_PIXELS:
        raise PhotoTooLarge(path=path, actual=f"{pixels} px", limit=f"{MAX_PIXELS} px")
