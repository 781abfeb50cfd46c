"""Clusters in folders of their own, run by every kind of user this machine allows."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from saleor_config import embedded_postgres
from saleor_config.embedded_postgres import server

# Root alone can make files of other users.
collect_ignore = [] if os.geteuid() == 0 else ["test_as_root.py"]

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty data folder that every account may enter, as /srv would be."""
    folder = Path(tempfile.mkdtemp(prefix="shop-test-"))
    folder.chmod(0o755)
    yield folder
    embedded_postgres.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def system_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for /var/lib, which a test must not write to."""
    folder = home / "var-lib"
    monkeypatch.setattr(server, "SYSTEM_FOLDER", folder)
    return folder


@pytest.fixture
def start() -> Callable[[Path], str]:
    """`ensure_running` without syncing to disk: most tests are not about power cuts."""
    return partial(embedded_postgres.ensure_running, durable=False)


@pytest.fixture
def ask() -> Callable[..., Any]:
    """Run one statement on a database address and return its first value."""

    def run(dsn: str, statement: str) -> Any:
        connection = psycopg2.connect(dsn)
        connection.autocommit = True
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None
        finally:
            connection.close()

    return run


@pytest.fixture
def forked() -> Any:
    """Processes that begin as a copy of this one."""
    return FORK


@pytest.fixture
def in_another_process() -> Callable[..., Any]:
    return _in_another_process


def _in_another_process(work: Callable[[], Any], *, user: str | None = None) -> Any:
    """Run `work` in a forked process, as `user` if named, and return its result.

    Forked rather than spawned: an ordinary user may be unable to read the Python
    that root is running.
    """
    answers = FORK.Queue()
    process = FORK.Process(target=_answer, args=(work, user, answers))
    process.start()
    kind, value = answers.get(timeout=60)
    process.join(timeout=30)
    if kind == "error":
        raise AssertionError(value)
    return value


def _answer(work: Callable[[], Any], user: str | None, answers: Any) -> None:
    try:
        if user is not None:
            _become(user)
        answers.put(("result", work()))
    except BaseException as error:  # noqa: BLE001 - reported by the parent
        answers.put(("error", f"{type(error).__name__}: {error}"))


def _become(user: str) -> None:
    entry = pwd.getpwnam(user)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)
