"""`python -m brand_theme.art`: render every picture, or lay out a contact sheet."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.progress import track

from brand_theme.art import (
    BANNER_SIZES,
    PHOTO_DIR,
    TRADES,
    ArtError,
    banner_for,
    enterprise_mark_for,
    enterprise_marks,
    pictures_for,
    specialities,
)
from brand_theme.art.pictures import DRAWING_DIR
from brand_theme.art.sheet import contact_sheet

console = Console(stderr=True)


def main(argv: list[str] | None = None) -> int:
    arguments = _parser().parse_args(argv)
    try:
        return arguments.command(arguments)
    except ArtError as error:
        console.print(str(error), style="bold red", markup=False)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m brand_theme.art", description=__doc__)
    commands = parser.add_subparsers(required=True)
    render = commands.add_parser("render", help="pictures, banners and marks as WebP")
    render.add_argument("--out", type=Path, required=True)
    render.add_argument("--only", metavar="SLUG", help="this speciality alone")
    render.add_argument("--photos", type=Path, default=PHOTO_DIR)
    render.set_defaults(command=_render)
    sheet = commands.add_parser("sheet", help="a contact sheet (PNG or WebP)")
    sheet.add_argument("--out", type=Path, required=True)
    sheet.add_argument("--trade", choices=TRADES)
    sheet.add_argument("--marks", action="store_true", help="the enterprises' marks")
    sheet.add_argument("--columns", type=int, default=5)
    sheet.add_argument("--cell", type=int, default=360, help="pixels per picture")
    sheet.add_argument("--cache", type=Path, help="keep rendered pictures here")
    sheet.set_defaults(command=_sheet)
    return parser


def _render(arguments: argparse.Namespace) -> int:
    known = specialities()
    only = arguments.only
    if only and only not in known:
        console.print(f"没有这个产品 / no such speciality: {only}", style="bold red")
        return 2
    for slug in track([only] if only else list(known), "插画", console=console):
        pictures_for(
            slug=slug,
            trade=known[slug],
            out_dir=arguments.out,
            photo_dir=arguments.photos,
        )
    if not only:
        _render_banners_and_marks(out_dir=arguments.out, photo_dir=arguments.photos)
    return 0


def _render_banners_and_marks(*, out_dir: Path, photo_dir: Path) -> None:
    for trade in track(TRADES, "横幅", console=console):
        for size in BANNER_SIZES:
            banner_for(trade=trade, out_dir=out_dir, size=size, photo_dir=photo_dir)
    for slug in track(enterprise_marks(), "企业印", console=console):
        enterprise_mark_for(slug=slug, out_dir=out_dir, photo_dir=photo_dir)


def _sheet(arguments: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as scratch:
        cache = arguments.cache or Path(scratch)
        pictures = _marks(cache) if arguments.marks else _drawn(arguments.trade, cache)
        sheet = contact_sheet(pictures, columns=arguments.columns, cell=arguments.cell)
        arguments.out.parent.mkdir(parents=True, exist_ok=True)
        sheet.save(arguments.out, quality=82, method=6)
    console.print(f"{len(pictures)} → {arguments.out}")
    return 0


def _marks(cache: Path) -> list[Path]:
    return [enterprise_mark_for(slug=slug, out_dir=cache) for slug in enterprise_marks()]


def _drawn(trade: str | None, cache: Path) -> list[Path]:
    """Pictures there are; one that is not drawn yet is named and left out."""
    wanted = {s: t for s, t in specialities().items() if trade in (None, t)}
    for slug in [s for s in wanted if not (DRAWING_DIR / f"{s}.svg").exists()]:
        console.print(f"尚未绘制 / not drawn yet: {slug}", style="yellow")
        del wanted[slug]
    return [
        pictures_for(slug=slug, trade=wanted[slug], out_dir=cache)[0]
        for slug in track(wanted, "插画", console=console)
    ]


if __name__ == "__main__":
    sys.exit(main())
