"""Files of issued fapiao on disk: beside the other private papers, never served as media."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.http import FileResponse

from plugins.fapiao.errors import FileRefused

MEGABYTES = 5
_PDF = b"%PDF-"


def _folder() -> Path:
    return settings.SHOP_HOME.documents / "fapiao"


def path_of(name: str) -> Path:
    return _folder() / name[:2] / f"{name}.pdf"


def keep(content: bytes) -> str:
    """Write a PDF under a random name and return the name.

    Raises:
        FileRefused: no PDF, or too large. What a file is called proves nothing.
    """
    if not content.startswith(_PDF) or len(content) > MEGABYTES * 1024 * 1024:
        raise FileRefused(field="file", megabytes=MEGABYTES)
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    return name


def forget(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def file_answer(name: str, *, number: str) -> FileResponse:
    """Hand a fapiao's file to a browser, which saves it and runs nothing in it.

    Raises:
        FileNotFoundError: it is gone from the disk.
    """
    return FileResponse(
        path_of(name).open("rb"),
        content_type="application/pdf",
        as_attachment=True,
        filename=f"{number}.pdf",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
