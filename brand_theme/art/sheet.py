"""Contact sheets: the whole set at a glance, to judge it as a set."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PIL import Image

PAPER = "#FBF4E6"


def contact_sheet(
    pictures: Sequence[Path], *, columns: int, cell: int, gap: int = 16
) -> Image.Image:
    """Lay square pictures out row by row; `cell` and `gap` are in pixels."""
    rows = ceil(len(pictures) / columns)
    step = cell + gap
    sheet = Image.new("RGB", (columns * step + gap, rows * step + gap), PAPER)
    for index, path in enumerate(pictures):
        with Image.open(path) as opened:
            picture = opened.convert("RGB").resize((cell, cell), Image.Resampling.LANCZOS)
        row, column = divmod(index, columns)
        sheet.paste(picture, (gap + column * step, gap + row * step))
    return sheet
