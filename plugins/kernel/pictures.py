"""Pictures that people send: decoded and drawn anew, so that nothing else of them stays."""

from __future__ import annotations

import io
import os
import secrets
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from django.db import transaction
from PIL import Image, ImageOps

from plugins.kernel.errors import InvalidInput, NotFound

MEGABYTES = 10
LARGEST_BYTES = MEGABYTES * 1024 * 1024
MOST_PIXELS = 25_000_000
#: Sharp enough to show a bruise; phones send far more.
LONGEST_SIDE = 2560
#: A scanned page that can still be read.
LONGEST_SIDE_OF_PAPERS = 3600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
#: Of these the first frame is taken: a GIF by custom, and phones put a second
#: picture (`MPO`) behind a JPEG. Others that move are refused.
FIRST_FRAME_OF = ("GIF", "MPO")
QUALITY = {"WEBP": 86, "JPEG": 88}
Kind = Literal["WEBP", "JPEG"]


class PictureInvalid(InvalidInput):
    code = "PICTURE_INVALID"
    zh = "图片无法使用：{cause_zh}。"
    en = "The picture cannot be used: {cause_en}."
    remedy_zh = "请上传 10 MB、2500 万像素以内的 JPEG、PNG、WebP 或 GIF。"
    remedy_en = "Send a JPEG, PNG, WebP or GIF of at most 10 MB and 25 megapixels."


@dataclass(frozen=True)
class Drawn:
    """A picture as we have drawn it; nothing of the sender's file is in it."""

    content: bytes
    width: int
    height: int


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
        """Draw a picture anew and write it as WebP.

        Nothing of the sender's file reaches the disk: neither where it was taken nor
        what else may hide in it.

        Raises:
            PictureInvalid: not a picture of a kind we take, broken, or too large.
        """
        drawn = drawn_anew(file)
        name = random_name()
        path = self.path_of(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as out:
                out.write(drawn.content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        return StoredPicture(name=name, width=drawn.width, height=drawn.height)

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


def random_name() -> str:
    """Return a name that says nothing and cannot be guessed."""
    return secrets.token_hex(16)


def refuse_large_file(size: int | None) -> None:
    """Raises:
    PictureInvalid: the file has too many bytes; said before it is decoded.
    """
    if (size or 0) > LARGEST_BYTES:
        raise _invalid("文件过大", "it is too large")


def drawn_anew(file: BinaryIO, *, kind: Kind = "WEBP", longest_side: int = LONGEST_SIDE) -> Drawn:
    """Decode a picture and write its pixels as a new one: upright, bounded, one frame.

    WebP keeps transparency, JPEG puts white behind it.

    Raises:
        PictureInvalid: not a picture of a kind we take, broken, moving, or too large.
    """
    file.seek(0, io.SEEK_END)
    refuse_large_file(file.tell())
    file.seek(0)
    picture = _decoded(file)
    picture.thumbnail((longest_side, longest_side))
    # A new image: what else the decoder has read stays behind.
    plain = Image.new("RGB", picture.size, "white")
    if picture.mode == "RGBA" and kind == "WEBP":
        plain = Image.new("RGBA", picture.size)
        plain.paste(picture)
    else:
        plain.paste(picture, mask=picture if picture.mode == "RGBA" else None)
    out = io.BytesIO()
    plain.save(out, format=kind, quality=QUALITY[kind])
    return Drawn(content=out.getvalue(), width=plain.width, height=plain.height)


def _decoded(file: BinaryIO) -> Image.Image:
    """Return the first frame, upright, as plain colours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as opened:
                _refuse_many_pixels(opened.size)
                _refuse_moving(opened)
                opened.seek(0)
                upright = ImageOps.exif_transpose(opened)
                return upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    except PictureInvalid:
        raise
    except Image.DecompressionBombWarning as error:
        raise _too_many_pixels() from error
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise _invalid("不是完整的图片", "it is no whole picture") from error


def _refuse_many_pixels(size: tuple[int, int]) -> None:
    """Read from the header, before any pixel is decoded."""
    if size[0] * size[1] > MOST_PIXELS:
        raise _too_many_pixels()


def _refuse_moving(picture: Image.Image) -> None:
    if getattr(picture, "n_frames", 1) > 1 and picture.format not in FIRST_FRAME_OF:
        raise _invalid("含有多帧画面", "it has several frames")


def _too_many_pixels() -> PictureInvalid:
    return _invalid("像素过多", "it has too many pixels")


def _invalid(zh: str, en: str) -> PictureInvalid:
    return PictureInvalid(field="picture", cause_zh=zh, cause_en=en)
