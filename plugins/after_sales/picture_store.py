"""Evidence on disk, outside the public media; see `plugins.kernel.pictures`."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from plugins.kernel.pictures import PictureFolder


def evidence_folder() -> Path:
    folder: Path = settings.SHOP_HOME.evidence
    return folder


def pictures() -> PictureFolder:
    return PictureFolder(evidence_folder())


def path_of(name: str) -> Path:
    return pictures().path_of(name)


def forget(name: str) -> None:
    pictures().forget(name)
