"""Back-up and restore with the wheel's own pg_dump and pg_restore."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .binaries import packaged_programs
from .configuration import DATABASE
from .databases import connected, require_chinese_search
from .dsn import libpq_url
from .errors import EmbeddedPostgresError
from .lifecycle import running_postmaster, status, stop

RESTORING = "shop_restoring"
BEFORE = "shop_before_"


def dump(home: Path, file: Path) -> None:
    """Write the whole database to `file`; a shop that is selling is not disturbed."""
    unfinished = file.with_name(f"{file.name}.part")
    with _server(home) as sockets:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={unfinished}", libpq_url(sockets))
    unfinished.rename(file)


def restore(home: Path, file: Path) -> str:
    """Replace the database by the one in `file`; return the name the old one got.

    The new database is complete before the old one steps aside, so a broken file
    changes nothing. Databases set aside by earlier restores are dropped.

    Raises:
        EmbeddedPostgresError: the shop is running, or the file cannot be restored.
    """
    aside = f"{BEFORE}{dt.datetime.now(tz=dt.UTC):%Y%m%d_%H%M%S}"
    with _server(home) as sockets:
        _refuse_visitors(sockets)
        with connected(sockets, database="postgres") as cursor:
            _fill_beside(cursor, sockets, file)
            cursor.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [BEFORE]
            )
            for (earlier,) in cursor.fetchall():
                cursor.execute(f'DROP DATABASE "{earlier}"')
            cursor.execute(f'ALTER DATABASE "{DATABASE}" RENAME TO "{aside}"')
            cursor.execute(f'ALTER DATABASE "{RESTORING}" RENAME TO "{DATABASE}"')
        require_chinese_search(sockets)
    return aside


def _fill_beside(cursor: Any, sockets: Path, file: Path) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{RESTORING}"')
    cursor.execute(f'CREATE DATABASE "{RESTORING}"')
    target = libpq_url(sockets, database=RESTORING)
    try:
        _run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={target}", str(file))
    except EmbeddedPostgresError:
        cursor.execute(f'DROP DATABASE "{RESTORING}"')
        raise


@contextmanager
def _server(home: Path) -> Iterator[Path]:
    """Lend the server, and stop it afterwards if it was not running before."""
    was_running = status(home).is_running
    try:
        yield running_postmaster(home).socket_folder
    finally:
        if not was_running:
            stop(home)


def _refuse_visitors(sockets: Path) -> None:
    with connected(sockets, database="postgres") as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [DATABASE])
        visitors = cursor.fetchone()[0]
    if visitors:
        raise EmbeddedPostgresError(
            "DATABASE_IN_USE",
            zh=f"还有 {visitors} 个连接在使用数据库；请先运行 make stop，再恢复。",
            en=f"{visitors} connections still use the database; run `make stop`, then restore.",
        )


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(packaged_programs() / program), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[0]
        raise EmbeddedPostgresError(
            f"{program.upper()}_FAILED",
            zh=f"{program} 失败：{said}；数据库未改动，请检查文件与磁盘空间。",
            en=f"{program} failed: {said}; the database is unchanged, check the file and the disk.",
        )
