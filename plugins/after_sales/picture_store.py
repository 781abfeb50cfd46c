"""Evidence on disk, outside the public media; see `plugins.kernel.pictures`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from plugins.kernel.pictures import PictureFolder, StoredPicture


def evidence_folder() -> Path:
    folder: Path = settings.SHOP_HOME.evidence
    return folder


def path_of(name: str) -> Path:
    return PictureFolder(evidence_folder()).path_of(name)


def keep(file: BinaryIO) -> StoredPicture:
    """Raises:
    PictureInvalid: not a picture of a kind we take, broken, or too large.
    """
    return PictureFolder(evidence_folder()).keep(file)


def forget(name: str) -> None:
    PictureFolder(evidence_folder()).forget(name)
