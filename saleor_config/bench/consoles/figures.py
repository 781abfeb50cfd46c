"""What was measured of a page."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What was measured of one page.

    Attributes:
        seconds: of each request, waiting for other programs of the machine included.
        work: seconds of processor time of each, here and in the database; empty where
            the database is on another machine.
        queries: of one request as people open it.
        few, many: queries of a page of 10 and of one of 100 rows.
    """

    status: int
    seconds: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    queries: int = 0
    few: int = 0
    many: int = 0

    @property
    def median_ms(self) -> float:
        return statistics.median(self.seconds) * 1000

    @property
    def work_ms(self) -> float | None:
        return statistics.median(self.work) * 1000 if self.work else None

    @property
    def judged_ms(self) -> float:
        """What the limit is about: the page's own work, so that a busy machine does not fail it."""
        return self.median_ms if self.work_ms is None else self.work_ms

    @property
    def p95_ms(self) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))] * 1000

    @property
    def grows(self) -> bool:
        return self.many > self.few
