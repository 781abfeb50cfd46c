"""Pictures that people send: decoded and drawn anew, so that nothing else of them stays."""

from __future__ import annotations

import os
import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from PIL import Image, ImageOps

from plugins.kernel.errors import InvalidInput, NotFound

LARGEST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 25_000_000
#: Sharp enough to show a bruise; phones send far more.
LONGEST_SIDE = 2560
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82


class PictureInvalid(InvalidInput):
    code = "PICTURE_INVALID"
    zh = "图片无法使用：{cause_zh}。"
    en = "The picture cannot be used: {cause_en}."
    remedy_zh = "请上传 8 MB、2500 万像素以内的 JPEG、PNG 或 WebP。"
    remedy_en = "Send a JPEG, PNG or WebP of at most 8 MB and 25 megapixels."


class PictureNotFound(NotFound):
    code = "PICTURE_NOT_FOUND"
    zh = "图片不存在或链接已过期。"
    en = "There is no such picture, or its address has expired."
    remedy_zh = "请刷新后重试，或重新上传。"
    remedy_en = "Refresh, or upload it again."


@dataclass(frozen=True)
class StoredPicture:
    name: str
    width: int
    height: int


@dataclass(frozen=True)
class PictureFolder:
    """A private folder of pictures under random names."""

    root: Path

    def path_of(self, name: str) -> Path:
        return self.root / name[:2] / f"{name}.webp"

    def keep(self, file: BinaryIO) -> StoredPicture:
        """Decode a picture, keep its first frame without metadata, and write it as WebP.

        Nothing of the sender's file reaches the disk: neither where it was taken nor
        what else may hide in it.

        Raises:
            PictureInvalid: not a picture of a kind we take, broken, or too large.
        """
        picture = _decoded(file)
        name = secrets.token_hex(16)
        path = self.path_of(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                picture.save(out, format="WEBP", quality=QUALITY)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return StoredPicture(name=name, width=picture.width, height=picture.height)

    @contextmanager
    def kept(self, file: BinaryIO) -> Iterator[StoredPicture]:
        """Keep a picture for the row that the block writes, in one transaction.

        When the block fails, neither row nor file stays.

        Raises:
            PictureInvalid: see `keep`.
        """
        stored = self.keep(file)
        try:
            with transaction.atomic():
                yield stored
        except BaseException:
            self.forget(stored.name)
            raise

    def forget(self, name: str) -> None:
        self.path_of(name).unlink(missing_ok=True)


def refuse_large_file(size: int | None) -> None:
    """Raises:
    PictureInvalid: the file has too many bytes; said before it is decoded.
    """
    if (size or 0) > LARGEST_BYTES:
        raise PictureInvalid(field="picture", cause_zh="文件过大", cause_en="it is too large")


def _decoded(file: BinaryIO) -> Image.Image:
    """Return the first frame, upright, as plain colours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                _refuse_many_pixels(opened.size)
                opened.seek(0)
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except PictureInvalid:
        raise
    except Image.DecompressionBombWarning as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise PictureInvalid(
            field="picture", cause_zh="不是完整的图片", cause_en="it is no whole picture"
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new image: what else the decoder has read stays behind.
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    return plain


def _refuse_many_pixels(size: tuple[int, int]) -> None:
    """Read from the header, before any pixel is decoded."""
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> PictureInvalid:
    return PictureInvalid(field="picture", cause_zh="像素过多", cause_en="it has too many pixels")
