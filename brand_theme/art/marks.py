"""The regional brand's mark, and the marks of the enterprises under it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import escape

import yaml
from PIL import Image

from brand_theme.art.errors import MarkMissing
from brand_theme.art.photos import PHOTO_DIR, photos_of, square_photo
from brand_theme.art.pictures import ART_DIR
from brand_theme.art.store import digest_of, stored
from brand_theme.art.vector import rasterise

BRAND_FORMS = ("seal", "mark", "lockup", "lockup-reverse", "favicon")
MARK_WIDTHS = (512, 256, 128)
_SHAPE_DIR = ART_DIR / "kit" / "marks"
_MOTIF_DIR = ART_DIR / "kit" / "motifs"


def brand_mark_for(*, form: str, width: int, out_dir: Path) -> Path:
    """The regional brand's mark as WebP with transparency, one of `BRAND_FORMS`.

    The SVG itself is `brand/<form>.svg`, for print and the web.
    """
    path = ART_DIR / "brand" / f"{form}.svg"
    svg = path.read_text("utf-8")
    return stored(
        out_dir=out_dir,
        name=f"brand-{form}-{width}w",
        digest=digest_of([svg]),
        widths=(width,),
        make=lambda: rasterise(svg, width=width, origin=path),
    )


def enterprise_mark_for(*, slug: str, out_dir: Path, photo_dir: Path = PHOTO_DIR) -> Path:
    """The mark of an enterprise: WebP, 512 pixels square, on cream.

    A picture `mark-<slug>.png` in `photo_dir` replaces it.

    Raises:
        MarkMissing: the enterprise is not in `enterprise_marks.yaml`.
    """
    photos = photos_of(f"mark-{slug}", photo_dir=photo_dir)
    if photos:
        return stored(
            out_dir=out_dir,
            name=f"mark-{slug}",
            digest=digest_of([photos[0].read_bytes()]),
            widths=MARK_WIDTHS,
            make=lambda: square_photo(photos[0], width=MARK_WIDTHS[0]),
        )
    svg = enterprise_mark_svg(slug)
    return stored(
        out_dir=out_dir,
        name=f"mark-{slug}",
        digest=digest_of([svg]),
        widths=MARK_WIDTHS,
        make=lambda: _opaque(rasterise(svg, width=MARK_WIDTHS[0], origin=slug)),
    )


def enterprise_marks() -> dict[str, dict[str, str]]:
    """Slug to `text`, `motif`, `shape` and `colour`, as the YAML declares them."""
    return yaml.safe_load((ART_DIR / "enterprise_marks.yaml").read_text("utf-8"))


def enterprise_mark_svg(slug: str) -> str:
    """The SVG of an enterprise's mark; its characters need the bundled fonts."""
    marks = enterprise_marks()
    if slug not in marks:
        raise MarkMissing(slug=slug)
    mark = marks[slug]
    values = {
        "colour": mark["colour"],
        "motif": (_MOTIF_DIR / f"{mark['motif']}.svg").read_text("utf-8"),
        "text": _characters(mark["text"]),
    }
    svg = (_SHAPE_DIR / f"{mark['shape']}.svg").read_text("utf-8")
    # The motif has the colour as a placeholder of its own.
    return _filled(_filled(svg, values), values)


def _filled(svg: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(colour|motif|text)\}", lambda match: values[match[1]], svg)


def _characters(text: str) -> str:
    """The name's characters, set wide when there are few."""
    gap = {1: 0, 2: 14, 3: 4}.get(len(text), 0)
    size = {1: 92, 2: 88, 3: 74}.get(len(text), 60)
    return (
        f'<text x="{256 + gap / 2}" y="0" text-anchor="middle" letter-spacing="{gap}" '
        f'font-family="Yeli Kai" font-size="{size}">{escape(text)}</text>'
    )


def _opaque(mark: Image.Image) -> Image.Image:
    paper = Image.new("RGBA", mark.size, "#FBF4E6")
    paper.alpha_composite(mark)
    return paper.convert("RGB")
