"""SVG to pixels. The one place that talks to resvg."""

from __future__ import annotations

import io
from pathlib import Path

import resvg_py
from PIL import Image

from brand_theme.art.errors import DrawingBroken

FONT_DIR = Path(__file__).resolve().parent.parent / "fonts"


def rasterise(
    svg: str, *, width: int, height: int | None = None, origin: Path | str
) -> Image.Image:
    """Render `svg` to RGBA at `width` pixels.

    Only the bundled fonts are loaded: a picture must not depend on the fonts
    of the machine that renders it.

    Raises:
        DrawingBroken: resvg refuses it; the message names `origin`.
    """
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=[str(path) for path in bundled_fonts()],
        )
    except ValueError as error:
        raise DrawingBroken(path=origin, reason=error) from error
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def bundled_fonts() -> list[Path]:
    """The font files shipped with the theme, in a stable order."""
    return sorted([*FONT_DIR.glob("*.ttf"), *FONT_DIR.glob("*.otf")])
