"""Find a QR code in a picture, as a scanner does: by the three squares in its corners."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import groupby, permutations

from PIL import Image

Matrix = list[list[bool]]
#: Centre and module size of a corner's square, in pixels.
Corner = tuple[float, float, float]
#: Dark, light, dark, light, dark across the middle of a corner's square.
CORNER = (1, 1, 3, 1, 1)
QUIET_SIDES = range(21, 178, 4)  # modules a code may have along a side


def matrix_in(png: bytes) -> Matrix:
    """Return the modules of the one upright code in the picture, row by row; dark is True."""
    picture = Image.open(io.BytesIO(png)).convert("L").point(lambda light: 255 * (light < 128))
    corners = _upright(_corners(picture))
    left, top = min(x for x, _, _ in corners), min(y for _, y, _ in corners)
    across = max(x for x, _, _ in corners) - left
    guess = across / (sum(unit for *_, unit in corners) / 3) + 7
    side = min(QUIET_SIDES, key=lambda each: abs(each - guess))
    unit = across / (side - 7)
    return [
        [
            bool(picture.getpixel((int(left + (column - 3) * unit), int(top + (row - 3) * unit))))
            for column in range(side)
        ]
        for row in range(side)
    ]


def _upright(found: list[Corner]) -> tuple[Corner, Corner, Corner]:
    """Return the three that stand like a code's; its data may look like a corner, too."""
    fitting = [
        (corner, right, below)
        for corner, right, below in permutations(found, 3)
        if abs(corner[1] - right[1]) < corner[2]
        and abs(corner[0] - below[0]) < corner[2]
        and abs((right[0] - corner[0]) - (below[1] - corner[1])) < corner[2]
        and right[0] > corner[0]
    ]
    assert fitting, f"no code among {len(found)} corners in the picture"
    return max(fitting, key=lambda three: three[1][0] - three[0][0])


def _corners(picture: Image.Image) -> list[Corner]:
    """Return whatever looks like a corner's square."""
    found: list[Corner] = []
    turned = picture.transpose(Image.Transpose.TRANSPOSE)
    for y in range(picture.height):
        for x, unit in _crossings(picture, y):
            down = [
                (middle, height)
                for middle, height in _crossings(turned, round(x))
                if abs(middle - y) < height
            ]
            for middle, height in down:
                is_known = any(
                    abs(x - known_x) < unit and abs(middle - known_y) < unit
                    for known_x, known_y, _ in found
                )
                if not is_known:
                    found.append((x, middle, (unit + height) / 2))
    return found


def _crossings(picture: Image.Image, y: int) -> Iterator[tuple[float, float]]:
    """Yield middle and module size of whatever has a corner's rhythm in a row of pixels."""
    row = picture.crop((0, y, picture.width, y + 1)).tobytes()
    runs, start = [], 0
    for dark, pixels in groupby(row):
        length = len(list(pixels))
        runs.append((bool(dark), start, length))
        start += length
    for first in range(len(runs) - 4):
        five = runs[first : first + 5]
        unit = sum(length for _, _, length in five) / 7
        if (
            five[0][0]
            and unit >= 2
            and all(
                abs(length - wanted * unit) < max(unit * 0.5, 1)
                for (_, _, length), wanted in zip(five, CORNER, strict=True)
            )
        ):
            yield five[0][1] + unit * 3.5, unit
