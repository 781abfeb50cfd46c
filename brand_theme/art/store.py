"""Rendered pictures on disk, named by what they were made from.

`<name>-<digest>.webp` is the picture, `<name>-<digest>-540.webp` a rendition.
The digest covers every input, so a file that exists is right and is not made
again; older versions of the same name are removed when a new one is written.
The folder is a cache: a caller that keeps a picture copies it out.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image

QUALITY = 88
RECIPE = "1"  # raise it when the code that composes pictures changes their looks


def digest_of(parts: Iterable[str | bytes]) -> str:
    """Twelve hex digits over all inputs of a picture and the recipe's version."""
    digest = hashlib.sha256(RECIPE.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()[:12]


def stored(
    *,
    out_dir: Path,
    name: str,
    digest: str,
    widths: tuple[int, ...],
    make: Callable[[], Image.Image],
) -> Path:
    """Return the picture's path, making it and its renditions when missing.

    `widths` are in pixels, largest first; the first is the picture itself.
    """
    main = out_dir / f"{name}-{digest}.webp"
    wanted = {main: widths[0]} | {rendition(main, w): w for w in widths[1:]}
    if all(path.exists() for path in wanted):
        return main
    out_dir.mkdir(parents=True, exist_ok=True)
    picture = make()
    for path, width in wanted.items():
        _write(_scaled(picture, width), path)
    _forget_older(out_dir, name=name, keep=wanted)
    return main


def rendition(picture: Path, width: int) -> Path:
    """Path of the rendition of `picture` that is `width` pixels wide."""
    return picture.with_name(f"{picture.stem}-{width}{picture.suffix}")


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if picture.width == width:
        return picture
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _write(picture: Image.Image, path: Path) -> None:
    """Write beside the target and move over it: a reader never sees half a file."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        picture.save(file, "WEBP", quality=QUALITY, method=4)
    os.chmod(name, 0o644)
    os.replace(name, path)


def _forget_older(out_dir: Path, *, name: str, keep: Iterable[Path]) -> None:
    ours = re.compile(rf"{re.escape(name)}-[0-9a-f]{{12}}(-\d+)?\.webp")
    kept = set(keep)
    for path in out_dir.glob(f"{name}-*.webp"):
        if ours.fullmatch(path.name) and path not in kept:
            path.unlink(missing_ok=True)
