"""What happened to each order, in time order; and to the shop as a whole."""

from __future__ import annotations

import threading
import time
from collections import Counter, defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Line:
    """One thing that happened."""

    at: float
    who: str
    what: str


class Diary:
    """Written by many threads at once; `None` is the page of the shop itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: dict[int | None, list[Line]] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def note(self, index: int | None, who: str, what: str) -> None:
        with self._lock:
            self._pages[index].append(Line(time.time(), who, what))

    def count(self, name: str, times: int = 1) -> None:
        with self._lock:
            self.counts[name] += times

    def page(self, index: int | None) -> list[Line]:
        with self._lock:
            return list(self._pages[index])
