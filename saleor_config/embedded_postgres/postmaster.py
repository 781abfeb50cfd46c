"""Which server, if any, serves a data folder.

`postmaster.pid` is a claim. After a reboot its number may belong to a browser;
after `kill -9` it may belong to a zombie that nobody has reaped. The proof is a
living process whose working folder is the data folder: that also holds when the
folder was renamed while the server runs, which a comparison of command lines
would miss.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from .sockets import SOCKET

PID_FILE = "postmaster.pid"
# The lines of the pid file, as PostgreSQL writes them (src/include/utils/pidfile.h).
PID_LINE, STARTED_LINE, SOCKET_LINE, STATE_LINE = 0, 2, 4, 7


@dataclass(frozen=True)
class Postmaster:
    """A living server. `state` is PostgreSQL's word: starting, ready, stopping."""

    pid: int
    started: int
    socket_folder: Path
    state: str

    @property
    def is_reachable(self) -> bool:
        """Whether clients can connect; a tidy-up of /tmp may have taken the socket."""
        return self.state == "ready" and (self.socket_folder / SOCKET).exists()


def living_postmaster(data: Path) -> Postmaster | None:
    """Return the server of `data`, or None when the pid file's claim is void."""
    lines = _pid_file_lines(data)
    if len(lines) <= PID_LINE or not lines[PID_LINE].isdigit():
        return None
    pid = int(lines[PID_LINE])
    if not _serves(pid, data):
        return None
    return Postmaster(
        pid=pid,
        started=int(_line(lines, STARTED_LINE) or 0),
        socket_folder=Path(_line(lines, SOCKET_LINE)),
        state=_line(lines, STATE_LINE) or "starting",
    )


def clear_void_claim(data: Path, socket_folder: Path, *, patience: float = 6) -> None:
    """Remove what a dead server left once the last of its children is gone.

    PostgreSQL refuses to start while the number in its pid file, or in its
    socket's lock file, belongs to any process of the same user, be it a zombie or
    a stranger: those files must go. Children of a killed server still use its
    shared memory: they are ended first, or two servers would write to the same
    files.
    """
    if living_postmaster(data) is not None:
        return
    for ask in (None, "terminate", "kill"):
        left = _processes_in(data)
        if ask is not None:
            for process in left:
                _send(process, ask)
        if _gone(left, patience=patience / 3):
            break
    (data / PID_FILE).unlink(missing_ok=True)
    (socket_folder / f"{SOCKET}.lock").unlink(missing_ok=True)


def wait_until_gone(pid: int, data: Path, *, patience: float) -> bool:
    """Wait for a server to end; zombies count as gone."""
    deadline = time.monotonic() + patience
    while _serves(pid, data):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _pid_file_lines(data: Path) -> list[str]:
    try:
        text = (data / PID_FILE).read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [line.strip() for line in text.splitlines()]


def _line(lines: list[str], number: int) -> str:
    return lines[number] if len(lines) > number else ""


def _serves(pid: int, data: Path) -> bool:
    try:
        process = psutil.Process(pid)
        return (
            process.status() != psutil.STATUS_ZOMBIE
            and process.name().startswith("postgres")
            and os.path.samefile(process.cwd(), data)
        )
    except (psutil.Error, OSError, ValueError):
        return False


def _processes_in(data: Path) -> list[psutil.Process]:
    """All server processes that work in `data`, parents and children alike."""
    named = psutil.process_iter(["pid", "name"])
    return [
        p for p in named if (p.info["name"] or "").startswith("postgres") and _serves(p.pid, data)
    ]


def _send(process: psutil.Process, request: str) -> None:
    try:
        getattr(process, request)()
    except psutil.NoSuchProcess:
        return


def _gone(processes: list[psutil.Process], *, patience: float) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=patience)
    return not alive
