"""One child process: started, read, restarted, ended, and never left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress

import psutil

from saleor_config.home import REPOSITORY

from .programs import Program

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
STEADY_SECONDS = 30.0
LINES_REMEMBERED = 12
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Child:
    """A program kept alive: after each crash the pause before its restart doubles."""

    def __init__(self, program: Program, environment: Mapping[str, str]):
        self.program = program
        self.process: subprocess.Popen[bytes] | None = None
        self.created = 0.0
        self.crashes = 0
        self.restart_at: float | None = None
        self._environment = environment
        self._started = 0.0
        self._rest = b""
        self.last_lines: deque[str] = deque(maxlen=LINES_REMEMBERED)

    @property
    def name(self) -> str:
        return self.program.name

    def start(self) -> None:
        """Start in a session of its own, so that Ctrl-C reaches us alone."""
        parent = os.getpid()
        self.process = subprocess.Popen(
            self.program.command,
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: die_with(parent),  # noqa: PLW1509 - we have no threads
        )
        os.set_blocking(self._output().fileno(), False)
        self._started = time.monotonic()
        self.restart_at = None
        with suppress(psutil.NoSuchProcess):
            self.created = psutil.Process(self.process.pid).create_time()

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def fileno(self) -> int:
        return self._output().fileno()

    def read_lines(self) -> list[str]:
        """Return the whole lines written since the last call."""
        with suppress(BlockingIOError):
            while chunk := os.read(self.fileno(), 65536):
                self._rest += chunk
        *whole, self._rest = self._rest.split(b"\n")
        lines = [line.decode(errors="replace").rstrip() for line in whole]
        self.last_lines.extend(lines)
        return lines

    def plan_restart(self) -> float:
        """Note a crash, sweep what it left, and return the pause before the restart."""
        self.sweep()
        self._output().close()
        steady = time.monotonic() - self._started > STEADY_SECONDS
        self.crashes = 1 if steady else self.crashes + 1
        pause = min(FIRST_PAUSE * 2 ** (self.crashes - 1), LONGEST_PAUSE)
        self.restart_at = time.monotonic() + pause
        return pause

    def is_due(self) -> bool:
        return self.restart_at is not None and time.monotonic() >= self.restart_at

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def sweep(self) -> None:
        """End the rest of the child's process group, such as a killed parent's workers."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _output(self):
        assert self.process is not None  # noqa: S101 - callers start it first
        assert self.process.stdout is not None  # noqa: S101 - always a pipe
        return self.process.stdout


def die_with(parent: int) -> None:
    """Ask the kernel to end this process when the supervisor is killed (Linux).

    Elsewhere the next supervisor, or `make stop`, finds the orphans by the note.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died before we could ask
        os.kill(os.getpid(), signal.SIGTERM)
