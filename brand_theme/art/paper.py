"""The grain of the paper every drawing is printed on."""

from __future__ import annotations

import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

_SEED = 420281  # any constant: the same picture must come out byte for byte
_FINE_STRENGTH = 0.06
_CLOUD_STRENGTH = 0.018


def printed_on_paper(picture: Image.Image) -> Image.Image:
    """Multiply `picture` (RGB) by the grain, so that flat colour feels printed."""
    return ImageChops.multiply(picture, _grain(picture.size))


@lru_cache(maxsize=4)
def _grain(size: tuple[int, int]) -> Image.Image:
    """Fine fibre plus slow clouds, as a near-white RGB image."""
    rng = random.Random(_SEED)  # noqa: S311 - decoration, and must repeat
    fine = _noise(size, rng).filter(ImageFilter.GaussianBlur(0.8))
    small = (max(2, size[0] // 60), max(2, size[1] // 60))
    clouds = _noise(small, rng).resize(size, Image.Resampling.BICUBIC)
    grain = ImageChops.multiply(
        _towards_white(fine, _FINE_STRENGTH), _towards_white(clouds, _CLOUD_STRENGTH)
    )
    # Fibres are warm: they take least from red and most from blue.
    red, green = (grain.point(_eased(share)) for share in (0.45, 0.25))
    return Image.merge("RGB", (red, green, grain))


def _noise(size: tuple[int, int], rng: random.Random) -> Image.Image:
    return Image.frombytes("L", size, rng.randbytes(size[0] * size[1]))


def _towards_white(noise: Image.Image, strength: float) -> Image.Image:
    return noise.point([round(255 - strength * (255 - v)) for v in range(256)])


def _eased(share: float) -> list[int]:
    """A tone curve that takes back `share` of what the grain darkens."""
    return [round(255 - (1 - share) * (255 - v)) for v in range(256)]
