"""A pid file is a claim: who is a server and who only carries its number."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from saleor_config.embedded_postgres import status, stop
from saleor_config.embedded_postgres.postmaster import clear_void_claim, living_postmaster

IS_ROOT = os.geteuid() == 0


def claim(data: Path, pid: int, *, state: str = "ready") -> None:
    data.mkdir(parents=True, exist_ok=True)
    lines = [pid, data, 1_700_000_000, 5432, "/tmp/s", "", "1 2", state]  # noqa: S108
    (data / "postmaster.pid").write_text("\n".join(map(str, lines)) + "\n")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def named_postgres(tmp_path: Path):
    """A process called `postgres` that is none: its working folder is elsewhere."""
    program = tmp_path / "postgres"
    shutil.copy(shutil.which("sleep"), program)
    process = subprocess.Popen([str(program), "60"], cwd="/")
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("text", ["", "\n", "no number\n", "-1\n"])
def test_unreadable_claim_is_no_server(data, text):
    (data / "postmaster.pid").write_text(text)

    assert living_postmaster(data) is None


def test_missing_claim_is_no_server(data):
    assert living_postmaster(data) is None


def test_number_of_another_program_is_no_server(data):
    claim(data, os.getpid())

    assert living_postmaster(data) is None


def test_number_of_a_server_of_another_folder_is_no_server(data, named_postgres):
    claim(data, named_postgres.pid)

    assert living_postmaster(data) is None


def test_dead_server_that_nobody_reaped_is_no_server(data, tmp_path):
    program = tmp_path / "postgres"
    shutil.copy(shutil.which("sleep"), program)
    process = subprocess.Popen([str(program), "60"], cwd=data)
    claim(data, process.pid)
    deadline = time.monotonic() + 5
    while living_postmaster(data) is None and time.monotonic() < deadline:
        time.sleep(0.01)  # until the program has replaced the forked Python
    assert living_postmaster(data).pid == process.pid

    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # dead, not reaped

    assert living_postmaster(data) is None
    process.wait()


def test_void_claim_is_cleared_and_a_true_one_left_alone(start, data, home):
    claim(data, os.getpid())
    start(home)
    true_claim = home / "database" / "data"

    clear_void_claim(data, data)
    clear_void_claim(true_claim, data)

    assert not (data / "postmaster.pid").exists()
    assert (true_claim / "postmaster.pid").exists()


def test_server_starts_although_its_old_number_now_belongs_to_another(start, home, ask):
    start(home)
    stop(home)
    # Of the same user as the server: the case in which PostgreSQL itself refuses.
    options = {"user": "nobody", "group": "nogroup"} if IS_ROOT else {}
    stranger = subprocess.Popen(["sleep", "60"], cwd="/", **options)
    try:
        claim(home / "database" / "data", stranger.pid)

        assert ask(start(home), "SELECT 1") == 1
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_running_server_is_found_after_its_folder_was_renamed(start, home):
    old, new = home / "old", home / "new"
    start(old)
    pid = status(old).pid

    old.rename(new)

    try:
        assert status(new).pid == pid
    finally:
        stop(new)
