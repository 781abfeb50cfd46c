"""Banners of the nine trades: the name at the left, the goods at the right."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

from brand_theme.art.paper import printed_on_paper
from brand_theme.art.photos import PHOTO_DIR, fitted_photo, photos_of
from brand_theme.art.pictures import ART_DIR, DRAWING_DIR, subject_of
from brand_theme.art.store import digest_of, stored
from brand_theme.art.trades import Trade, trade_named
from brand_theme.art.vector import rasterise

BANNER_SIZES = ((1440, 480), (1080, 440))
_TEMPLATE = ART_DIR / "kit" / "banner.svg"
_SEAL = ART_DIR / "brand" / "seal.svg"
# By number of goods, back to front. Of the room at the right: the share of its width
# and height a good may take, how far along its middle and how far down its foot is.
_PLACES = {
    2: ((0.5, 0.7, 0.27, 0.9), (0.54, 0.8, 0.71, 0.95)),
    3: ((0.37, 0.66, 0.17, 0.89), (0.37, 0.66, 0.81, 0.89), (0.44, 0.8, 0.49, 0.95)),
}
_ROOM_BEGINS = 0.44
_FAINT = 24
_DRAWN_AT = 760  # pixels; a good is shown smaller than this on every banner
_WIDE = 2.8  # narrower banners than this show two goods and a smaller name


def banner_for(
    *,
    trade: str,
    out_dir: Path,
    size: tuple[int, int] = BANNER_SIZES[0],
    photo_dir: Path = PHOTO_DIR,
) -> Path:
    """The banner of a trade as WebP in one of `BANNER_SIZES` (or any size).

    A photograph `banner-<trade>.jpg` in `photo_dir` replaces it.
    """
    light = trade_named(trade)
    name = f"banner-{trade}-{size[0]}x{size[1]}"
    photos = photos_of(f"banner-{trade}", photo_dir=photo_dir)
    if photos:
        return stored(
            out_dir=out_dir,
            name=name,
            digest=digest_of([photos[0].read_bytes()]),
            widths=(size[0],),
            make=lambda: fitted_photo(photos[0], size=size),
        )
    drawings = [(DRAWING_DIR / f"{slug}.svg").read_text("utf-8") for slug in light.heroes]
    return stored(
        out_dir=out_dir,
        name=name,
        digest=digest_of([*drawings, _template(light, size), _SEAL.read_text("utf-8")]),
        widths=(size[0],),
        make=lambda: _composed(light, size),
    )


def _composed(trade: Trade, size: tuple[int, int]) -> Image.Image:
    width, height = size
    stage = rasterise(_template(trade, size), width=width, origin=_TEMPLATE)
    room = width * (1 - _ROOM_BEGINS)
    goods = _back_to_front(trade, size)
    for slug, (wide, tall, along, foot) in zip(goods, _PLACES[len(goods)], strict=True):
        good = _cut_out(slug)
        good.thumbnail((round(room * wide), round(height * tall)), Image.Resampling.LANCZOS)
        left = width * _ROOM_BEGINS + room * along - good.width / 2
        stage.alpha_composite(good, (round(left), round(height * foot) - good.height))
    return printed_on_paper(stage.convert("RGB"))


def _cut_out(slug: str) -> Image.Image:
    """The drawing without the empty paper around it; faint shadow may be lost."""
    subject = subject_of(slug, width=_DRAWN_AT)
    solid = subject.getchannel("A").point(lambda alpha: 255 if alpha > _FAINT else 0)
    return subject.crop(solid.getbbox())


def _is_wide(size: tuple[int, int]) -> bool:
    return size[0] / size[1] >= _WIDE


def _back_to_front(trade: Trade, size: tuple[int, int]) -> tuple[str, ...]:
    """The first hero is the nearest one, so it is drawn last."""
    first, *others = trade.heroes if _is_wide(size) else trade.heroes[:2]
    return (*others, first)


def _template(trade: Trade, size: tuple[int, int]) -> str:
    width, height = size
    values = {
        "sky": trade.sky,
        "ground": trade.ground,
        "ink": trade.ink,
        "name": trade.name_zh,
        "line": trade.line_zh,
        "width": str(width),
        "height": str(height),
        "name_size": "96" if _is_wide(size) else "72",
        "moon": str(round(width * (1 + _ROOM_BEGINS) / 2)),
        "stretch": f"{width / 1440:.4f}",
        "drop": str(height - 480),
        "seal": _inner_svg(_SEAL.read_text("utf-8")),
    }
    svg = _TEMPLATE.read_text("utf-8")
    return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], svg)


def _inner_svg(svg: str) -> str:
    return svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]
