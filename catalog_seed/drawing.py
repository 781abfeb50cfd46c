"""Drawing the pictures, on as many processors as there are.

Rasterising holds the interpreter's lock, so the first run, which draws
everything, uses processes. They need neither Django nor the database and import
this module only.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from brand_theme.art import (
    ArtError,
    banner_for,
    brand_mark_for,
    enterprise_mark_for,
    pictures_for,
)

BRAND_FORM = "lockup"
BRAND_WIDTH = 1080
MOST_PROCESSES = 4


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A picture to make: of a product, a trade's banner, a mark."""

    kind: Literal["product", "banner", "mark", "brand"]
    slug: str = ""
    trade: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """Where the files are, or why there are none. Art's own errors do not pickle."""

    drawing: Drawing
    paths: tuple[Path, ...] = ()
    problem: str = ""


def drawn(drawings: Sequence[Drawing], *, cache: Path) -> Iterator[Drawn]:
    """Yield each drawing's files, in order, drawing what `cache` does not hold."""
    draw = partial(draw_one, cache=cache)
    if any(cache.glob("*.webp")):
        yield from map(draw, drawings)
        return
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    fresh = multiprocessing.get_context("spawn")  # forking would share database sockets
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:
        yield from pool.map(draw, drawings)


def draw_one(drawing: Drawing, *, cache: Path) -> Drawn:
    try:
        return Drawn(drawing=drawing, paths=tuple(_paths(drawing, cache)))
    except (ArtError, OSError) as error:
        return Drawn(drawing=drawing, problem=str(error))


def _paths(drawing: Drawing, cache: Path) -> list[Path]:
    match drawing.kind:
        case "product":
            return pictures_for(slug=drawing.slug, trade=drawing.trade, out_dir=cache)
        case "banner":
            return [banner_for(trade=drawing.trade, out_dir=cache)]
        case "mark":
            return [enterprise_mark_for(slug=drawing.slug, out_dir=cache)]
        case "brand":
            return [brand_mark_for(form=BRAND_FORM, width=BRAND_WIDTH, out_dir=cache)]
