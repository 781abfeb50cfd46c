"""From the drawn sheet to the files that are handed out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache

from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from brand_theme.art.vector import FONT_DIR, rasterise
from brand_theme.certificate.facts import CertificateFacts
from brand_theme.certificate.layout import lines_of, sheet_svg

SCREEN_WIDTH = 1754  # A4 at 150 dpi
PRINT_WIDTH = 2480  # A4 at 212 dpi: sharp in print, drawn in a second
_FONT = "YeliKai"
_INVISIBLE = 3


class GlyphMissing(ValueError):
    """The bundled fonts lack characters: the sheet would have holes where they belong."""

    def __init__(self, characters: Iterable[str]):
        self.characters = "".join(sorted(set(characters)))
        super().__init__(
            f"字体缺字：{self.characters}，请扩充 brand_theme/fonts 后再制证。"
            f" The fonts lack {self.characters}: widen them, see brand_theme/fonts/README.md."
        )


def certificate_png(facts: CertificateFacts, *, width: int = SCREEN_WIDTH) -> bytes:
    """Draw the sheet for a screen.

    Raises:
        GlyphMissing: a name has a character that the fonts lack.
    """
    _refuse_holes(facts)
    picture = rasterise(sheet_svg(facts), width=width, origin="certificate").convert("RGB")
    file = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def certificate_pdf(facts: CertificateFacts) -> bytes:
    """Draw the sheet for the printer, with its text laid under for searching and copying.

    The same facts give the same bytes.

    Raises:
        GlyphMissing: a name has a character that the fonts lack.
    """
    font = _font()
    pdfmetrics.registerFont(font)
    picture = io.BytesIO(certificate_png(facts, width=PRINT_WIDTH))
    width, height = landscape(A4)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height), invariant=True)
    canvas.setTitle(f"{facts.brand_name} 授权证书 {facts.number}")
    canvas.setAuthor(facts.office)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    text = canvas.beginText(60, height - 230)
    text.setTextRenderMode(_INVISIBLE)
    text.setFont(_FONT, 12)
    text.textLines("\n".join(lines_of(facts)))
    canvas.drawText(text)
    canvas.save()
    return file.getvalue()


@cache
def _font() -> TTFont:
    return TTFont(_FONT, str(FONT_DIR / "yeli-kai.ttf"))


def _refuse_holes(facts: CertificateFacts) -> None:
    known = _font().face.charToGlyph
    missing = {
        each for line in lines_of(facts) for each in line if ord(each) not in known and each != "　"
    }
    if missing:
        raise GlyphMissing(missing)
