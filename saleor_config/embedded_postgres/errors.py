"""What can go wrong with the embedded database, said once and with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmbeddedPostgresError(RuntimeError):
    """The embedded database cannot do what was asked.

    The message is one line, Chinese then English, each with cause and remedy;
    `code` is for programs and tests.
    """

    def __init__(self, code: str, *, zh: str, en: str):
        super().__init__(f"{zh} / {en} [{code}]")
        self.code = code


@contextmanager
def disk_trouble_explained(folder: Path) -> Iterator[None]:
    """Turn the system's refusal to write into the one line a user can act on."""
    try:
        yield
    except OSError as error:
        where = error.filename or folder
        raise EmbeddedPostgresError(
            "FOLDER_UNUSABLE",
            zh=f"无法使用 {where}：{error.strerror or error}；请检查磁盘空间与权限，或用 SHOP_HOME 换一个位置。",
            en=f"{where} cannot be used: {error.strerror or error}; check space and permissions or choose another SHOP_HOME.",
        ) from error
