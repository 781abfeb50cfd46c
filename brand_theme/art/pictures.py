"""Pictures of specialities: the drawing on its background, or a photograph."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import yaml
from PIL import Image

from brand_theme.art.errors import DrawingMissing, UnknownSpeciality
from brand_theme.art.paper import printed_on_paper
from brand_theme.art.photos import PHOTO_DIR, photos_of, square_photo
from brand_theme.art.store import digest_of, stored
from brand_theme.art.trades import Trade, trade_named
from brand_theme.art.vector import rasterise

ART_DIR = Path(__file__).resolve().parent
DRAWING_DIR = ART_DIR / "specialities"
PICTURE_WIDTHS = (1080, 540, 270)
SEAL_WIDTH = 74
SEAL_POSITION = (956, 956)  # upper left corner, in a picture 1080 wide


def specialities() -> dict[str, str]:
    """Every slug we draw and its trade, trade by trade."""
    by_trade = yaml.safe_load((ART_DIR / "specialities.yaml").read_text("utf-8"))
    return {slug: trade for trade, slugs in by_trade.items() for slug in slugs}


def trade_of(slug: str) -> str:
    """The trade of a speciality, or `UnknownSpeciality`."""
    try:
        return specialities()[slug]
    except KeyError:
        raise UnknownSpeciality(slug=slug) from None


def picture_for(*, slug: str, trade: str, out_dir: Path, photo_dir: Path = PHOTO_DIR) -> Path:
    """The main picture of a speciality: WebP, 1080 pixels square.

    Renditions lie beside it: `rendition(path, 540)`, see `PICTURE_WIDTHS`.

    Raises:
        ArtError: no drawing, a drawing or photograph that cannot be read.
    """
    return pictures_for(slug=slug, trade=trade, out_dir=out_dir, photo_dir=photo_dir)[0]


def pictures_for(
    *, slug: str, trade: str, out_dir: Path, photo_dir: Path = PHOTO_DIR
) -> list[Path]:
    """All pictures of a speciality, the main one first.

    Photographs replace the drawing. When only extra ones exist (`<slug>-2.jpg`
    without `<slug>.jpg`) the drawing stays the main picture.
    """
    photos = photos_of(slug, photo_dir=photo_dir)
    pictures = [_stored_photo(path, out_dir=out_dir) for path in photos]
    if any(path.stem == slug for path in photos):
        return pictures
    return [_stored_drawing(slug, trade=trade, out_dir=out_dir), *pictures]


def subject_of(slug: str, *, width: int = PICTURE_WIDTHS[0]) -> Image.Image:
    """The drawing alone, on nothing (RGBA)."""
    path = DRAWING_DIR / f"{slug}.svg"
    return rasterise(_drawing(path), width=width, origin=path)


def framed(subject: Image.Image, *, trade: Trade) -> Image.Image:
    """Set a subject on its trade's background, print it on paper, seal it."""
    picture = background(trade).copy()
    picture.alpha_composite(subject)
    printed = printed_on_paper(picture.convert("RGB")).convert("RGBA")
    printed.alpha_composite(_seal(), SEAL_POSITION)
    return printed.convert("RGB")


@lru_cache(maxsize=9)  # one per trade
def background(trade: Trade) -> Image.Image:
    """The wash, moon, hills and ripples behind a speciality (RGBA)."""
    path = ART_DIR / "kit" / "background.svg"
    colours = {"sky": trade.sky, "ground": trade.ground, "ink": trade.ink}
    svg = re.sub(r"\{(sky|ground|ink)\}", lambda m: colours[m[1]], path.read_text("utf-8"))
    return rasterise(svg, width=PICTURE_WIDTHS[0], origin=path)


@lru_cache(maxsize=1)
def _seal() -> Image.Image:
    path = ART_DIR / "brand" / "seal.svg"
    return rasterise(path.read_text("utf-8"), width=SEAL_WIDTH, origin=path)


def _drawing(path: Path) -> str:
    if not path.exists():
        raise DrawingMissing(path=path, photos=PHOTO_DIR)
    return path.read_text("utf-8")


def _stored_drawing(slug: str, *, trade: str, out_dir: Path) -> Path:
    light = trade_named(trade)
    drawing = _drawing(DRAWING_DIR / f"{slug}.svg")
    kit = [(ART_DIR / name).read_text("utf-8") for name in ("kit/background.svg", "brand/seal.svg")]
    return stored(
        out_dir=out_dir,
        name=slug,
        digest=digest_of([drawing, *kit, repr(light)]),
        widths=PICTURE_WIDTHS,
        make=lambda: framed(subject_of(slug), trade=light),
    )


def _stored_photo(path: Path, *, out_dir: Path) -> Path:
    return stored(
        out_dir=out_dir,
        name=path.stem,
        digest=digest_of([path.read_bytes()]),
        widths=PICTURE_WIDTHS,
        make=lambda: square_photo(path, width=PICTURE_WIDTHS[0]),
    )
