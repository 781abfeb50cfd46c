"""One starter at a time: web, worker and beat all want the database at once."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import EmbeddedPostgresError


@contextmanager
def exclusive(path: Path, *, patience: float = 180) -> Iterator[None]:
    """Hold the lock file `path`; the kernel frees it should we be killed.

    Raises:
        EmbeddedPostgresError: another process held it for `patience` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + patience
    with path.open("a") as file:
        while not _taken(file.fileno()):
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    "DATABASE_LOCKED",
                    zh=f"另一个进程占着 {path} 超过 {patience:.0f} 秒；请用 make stop 停止商城后重试。",
                    en=f"Another process has held {path} for {patience:.0f} s; run `make stop` and try again.",
                )
            time.sleep(0.05)
        yield


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
