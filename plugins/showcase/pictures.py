"""Pictures of cards: drawn anew, cut to one shape, public, in the sizes that are shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image, ImageOps

from plugins.kernel.pictures import QUALITY, PictureInvalid, drawn_anew, random_name

#: Twice as wide as high. The card is some 310 pixels wide on a phone, 560 at most on a desk.
WIDTHS = (360, 720, 1200)
RATIO = 2
#: Narrower pictures would be blurred even on a phone.
NARROWEST = 720
FOLDER = "showcase"


@dataclass(frozen=True, kw_only=True)
class CardPicture:
    """What an `img` element needs; width and height are of the largest size."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str


def picture_of(name: str, *, alt: str) -> CardPicture:
    sources = [(default_storage.url(_file(name, width)), width) for width in WIDTHS]
    return CardPicture(
        src=sources[0][0],
        srcset=", ".join(f"{source} {width}w" for source, width in sources),
        width=WIDTHS[-1],
        height=WIDTHS[-1] // RATIO,
        alt=alt,
    )


@contextmanager
def picture_kept(file: BinaryIO) -> Iterator[str]:
    """Keep a picture for the row that the block writes, in one transaction; give its name.

    When the block fails, neither row nor files stay.

    Raises:
        PictureInvalid: not a picture of a kind we take, broken, too large or too narrow.
    """
    name = _keep(file)
    try:
        with transaction.atomic():
            yield name
    except BaseException:
        picture_forget(name)
        raise


def picture_forget(name: str) -> None:
    for width in WIDTHS:
        default_storage.delete(_file(name, width))


def _keep(file: BinaryIO) -> str:
    drawn = drawn_anew(file, longest_side=2 * WIDTHS[-1])
    if drawn.width < NARROWEST or drawn.height < NARROWEST // RATIO:
        raise PictureInvalid(
            field="picture",
            cause_zh=f"太小，至少要 {NARROWEST}×{NARROWEST // RATIO} 像素",
            cause_en=f"it is smaller than {NARROWEST} by {NARROWEST // RATIO} pixels",
        )
    name = random_name()
    with Image.open(io.BytesIO(drawn.content)) as opened:
        picture = opened.convert("RGB")
    for width in WIDTHS:
        default_storage.save(_file(name, width), ContentFile(_sized(picture, width)))
    return name


def _sized(picture: Image.Image, width: int) -> bytes:
    out = io.BytesIO()
    ImageOps.fit(picture, (width, width // RATIO), Image.Resampling.LANCZOS).save(
        out, format="WEBP", quality=QUALITY["WEBP"]
    )
    return out.getvalue()


def _file(name: str, width: int) -> str:
    return f"{FOLDER}/{name}-{width}.webp"
