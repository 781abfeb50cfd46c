"""The brand's mark over a picture of licensed goods."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import Image

from brand_theme.art.vector import rasterise

SEAL = Path(__file__).with_name("brand") / "seal.svg"
#: Width of the mark, of the picture's shorter side; the manual asks for a clear margin.
SHARE, MARGIN = 0.12, 0.04


def with_brand_mark(picture: Image.Image) -> Image.Image:
    """Return the picture with the seal in its lower right corner, in the picture's size.

    For goods that a licence covers; whoever calls asks the brand first. The picture
    given is left as it is.
    """
    side = min(picture.size)
    seal = _seal(max(round(side * SHARE), 16))
    marked = picture.convert("RGBA")
    margin = round(side * MARGIN)
    place = (picture.width - seal.width - margin, picture.height - seal.height - margin)
    marked.alpha_composite(seal, (max(place[0], 0), max(place[1], 0)))
    return marked.convert("RGB")


@lru_cache(maxsize=8)
def _seal(width: int) -> Image.Image:
    return rasterise(SEAL.read_text("utf-8"), width=width, origin=SEAL)
