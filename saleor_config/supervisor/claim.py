"""One supervisor per data folder, and how others find it.

The kernel holds the lock, so it cannot outlive its owner; the note beside it says
who that is and what it started. The note of a supervisor that was killed is how
its successor cleans up.
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field

import psutil

from saleor_config.home import ShopHome

from .refusals import CannotRun

STOP_SECONDS = 60
#: A killed process is gone in a moment, on a busy machine in a few.
KILL_SECONDS = 10


@dataclass
class Note:
    """What a running supervisor tells about itself.

    `children` maps each process group to the time its leader was created: a
    number alone could belong to somebody else by now.
    """

    pid: int
    port: int
    owns_database: bool = False
    children: dict[int, float] = field(default_factory=dict)


class Claim:
    """The right to run the shop of one folder."""

    def __init__(self, home: ShopHome):
        self._lock = home.run / "supervisor.lock"
        self._note = home.run / "supervisor.json"

    @contextmanager
    def held(self, *, port: int) -> Iterator[Note]:
        """Hold the claim; yield the note, which inherits a killed predecessor's database.

        Raises:
            CannotRun: another supervisor runs this shop.
        """
        with self._lock.open("a") as file:
            if not _locked(file.fileno()):
                raise self._already_runs()
            predecessor = self.read()
            note = Note(pid=os.getpid(), port=port)
            if predecessor is not None:
                end_children(predecessor)
                note.owns_database = predecessor.owns_database
            self.write(note)
            try:
                yield note
            finally:
                self._note.unlink(missing_ok=True)

    def write(self, note: Note) -> None:
        draft = self._note.with_suffix(".part")
        draft.write_text(json.dumps(asdict(note)), encoding="utf-8")
        draft.replace(self._note)

    def read(self) -> Note | None:
        """Return the note that lies there, be its writer alive or not."""
        try:
            found = json.loads(self._note.read_text(encoding="utf-8"))
            children = {int(pid): created for pid, created in found.pop("children").items()}
            return Note(**found, children=children)
        except (FileNotFoundError, ValueError, TypeError, KeyError):
            return None

    def is_held(self) -> bool:
        """Whether a supervisor runs right now."""
        if not self._lock.exists():
            return False
        with self._lock.open("a") as file:
            return not _locked(file.fileno())

    def end_holder(self) -> bool:
        """Ask the running supervisor to stop and wait for it; False when there is none."""
        note = self.read()
        if not self.is_held():
            if note is not None:
                end_children(note)
                self._note.unlink(missing_ok=True)
            return False
        if note is not None:
            with suppress(ProcessLookupError):
                os.kill(note.pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self.is_held():
            if time.monotonic() > deadline:
                raise self._does_not_stop(note)
            time.sleep(0.1)
        return True

    def _already_runs(self) -> CannotRun:
        note = self.read()
        where = f"http://127.0.0.1:{note.port}, pid {note.pid}" if note else str(self._lock)
        return CannotRun(
            "ALREADY_RUNNING",
            zh=f"这个商城已经在运行（{where}）；要停止请运行 make stop，要再开一个请换 SHOP_HOME 与 PORT。",
            en=f"This shop already runs ({where}); `make stop` stops it, another SHOP_HOME and PORT give a second one.",
        )

    def _does_not_stop(self, note: Note | None) -> CannotRun:
        pid = note.pid if note else "?"
        return CannotRun(
            "DOES_NOT_STOP",
            zh=f"商城进程 {pid} 在 {STOP_SECONDS} 秒内没有停止；请运行 kill -9 {pid} 后再运行 make stop。",
            en=f"The shop (pid {pid}) has not stopped within {STOP_SECONDS} s; run `kill -9 {pid}`, then `make stop`.",
        )


def end_children(note: Note) -> None:
    """End what a killed supervisor left behind, and wait: it may hold our port."""
    ending = []
    for pid, created in note.children.items():
        with suppress(psutil.NoSuchProcess):
            if abs(psutil.Process(pid).create_time() - created) > 1:
                continue  # the number is another process's by now
        # The leader may be gone and its group alive: a group keeps its number.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
            ending.append(pid)
    deadline = time.monotonic() + KILL_SECONDS
    while living_members(ending) and time.monotonic() < deadline:
        time.sleep(0.05)


def living_members(groups: Sequence[int]) -> list[int]:
    """Return the processes of these groups; those only waiting to be buried do not count."""
    living = []
    for process in psutil.process_iter() if groups else ():
        with suppress(psutil.Error, ProcessLookupError):
            if os.getpgid(process.pid) in groups and not _is_buried_soon(process):
                living.append(process.pid)
    return living


def _is_buried_soon(process: psutil.Process) -> bool:
    """Tell a zombie whose last thread has ended: only then are its sockets closed."""
    return process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
