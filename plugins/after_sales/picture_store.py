"""Evidence on disk: decoded and drawn anew, outside the public media, random names."""

from __future__ import annotations

import os
import secrets
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from PIL import Image, ImageOps

from plugins.after_sales.errors import PictureInvalid

LARGEST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000
#: Sharp enough to show a bruise; phones send far more.
LONGEST_SIDE = 2560
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


@dataclass(frozen=True)
class StoredPicture:
    name: str
    width: int
    height: int


def evidence_folder() -> Path:
    folder: Path = settings.SHOP_HOME.evidence
    return folder


def path_of(name: str) -> Path:
    return evidence_folder() / name[:2] / f"{name}.webp"


def keep(file: BinaryIO) -> StoredPicture:
    """Decode a picture, keep its first frame without metadata, and write it as WebP.

    Nothing of the sender's file reaches the disk: neither where it was taken nor
    what else may hide in it.

    Raises:
        PictureInvalid: not a picture of a kind we take, broken, or too large.
    """
    picture = _decoded(file)
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            picture.save(out, format="WEBP", quality=QUALITY)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return StoredPicture(name=name, width=picture.width, height=picture.height)


def forget(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def _decoded(file: BinaryIO) -> Image.Image:
    """Return the first frame, upright, as plain colours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                _refuse_large(opened.size)
                opened.seek(0)
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except PictureInvalid:
        raise
    except Image.DecompressionBombWarning as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise PictureInvalid(
            field="picture", cause_zh="不是完整的图片", cause_en="it is no whole picture"
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image: what else the decoder has read stays behind.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    return plain


def _refuse_large(size: tuple[int, int]) -> None:
    """Read from the header, before any pixel is decoded."""
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> PictureInvalid:
    return PictureInvalid(field="picture", cause_zh="像素过多", cause_en="it has too many pixels")
