"""What the person at the terminal sees, and what is kept of it.

Every line goes to a log file per process as well; those rotate. A terminal that
went away is no reason to stop, or to fail while stopping.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

LOG_SIZE = 5 * 1024 * 1024
LOG_KEPT = 3
COLOURS = {"web": 36, "worker": 33, "beat": 35, "simulator": 32, "shop": 34}
ROUTINE = {"worker", "beat"}
#: As Celery writes it before the shop's own logging stands, and as that does.
ROUTINE_MARKS = (": INFO/", " INFO ")
WIDEST = max(map(len, COLOURS))


class Terminal:
    """Writes lines of several processes to one terminal and to their log files."""

    def __init__(self, logs: Path):
        self._logs = logs
        self._files: dict[str, logging.Logger] = {}
        self._colourful = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def line(self, name: str, text: str, *, shown: bool = True) -> None:
        """Keep one line of the process `name`, and show it unless it is routine."""
        self._log(name).info(text)
        routine = name in ROUTINE and any(mark in text for mark in ROUTINE_MARKS)
        if routine or not shown:
            return  # a task every few seconds would bury what matters
        label = f"{name:<{WIDEST}} |"
        if self._colourful:
            label = f"\033[{COLOURS.get(name, 37)}m{label}\033[0m"
        self.plain(f"{label} {text}")

    def say(self, zh: str, en: str) -> None:
        """A line of the supervisor's own."""
        self.line("shop", f"{zh} {en}")

    def plain(self, text: str) -> None:
        try:
            print(text, flush=True)  # noqa: T201 - this is the terminal
        except OSError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the rest of our life

    @contextmanager
    def step(self, zh: str, en: str) -> Iterator[None]:
        """Announce a step and say how long it took."""
        began = time.monotonic()
        self.say(f"… {zh}", en)
        yield
        self.say(f"✓ {zh}", f"{en}: {time.monotonic() - began:.1f} s")

    def box(self, rows: Sequence[tuple[str, str]], *, title: str) -> None:
        """Show addresses in a frame that stays straight around Chinese text."""
        label = max(width(name) for name, _ in rows)
        lines = [f"{name}{' ' * (label - width(name))}  {value}" for name, value in rows]
        inner = max(width(text) for text in [title, *lines]) + 2
        self.plain(f"╭─ {title} {'─' * (inner - width(title) - 3)}╮")
        for text in lines:
            self.plain(f"│ {text}{' ' * (inner - width(text) - 1)}│")
        self.plain(f"╰{'─' * inner}╯")

    def _log(self, name: str) -> logging.Logger:
        if name not in self._files:
            handler = RotatingFileHandler(
                self._logs / f"{name}.log",
                maxBytes=LOG_SIZE,
                backupCount=LOG_KEPT,
                encoding="utf-8",
            )
            handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
            logger = logging.Logger(name)  # noqa: LOG001 - files, not the logging tree
            logger.addHandler(handler)
            self._files[name] = logger
        return self._files[name]


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
