"""Bills on disk: compressed, readable by the shop alone, proven at every reading."""

import gzip
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_CHUNK = 1 << 20


def bills_folder() -> Path:
    folder: Path = settings.SHOP_HOME.bills
    return folder


def keep(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Put a bill in place at once: a broken download leaves the old file as it was."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with (
            os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw,
            gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed,
        ):
            write(packed)  # type: ignore[arg-type]  # a GzipFile is what we write into
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def is_kept(path: Path, *, sha1: str) -> bool:
    """Tell whether the very bytes that WeChat announced lie there."""
    digest = hashlib.sha1(usedforsecurity=False)
    try:
        with gzip.open(path, "rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except (OSError, EOFError):
        return False
    return digest.hexdigest() == sha1


def lines_of(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        yield from file
