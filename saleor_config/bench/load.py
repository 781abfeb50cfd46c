"""Putting load on a server and describing what came back."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """Rates and waiting times of one scenario on one side."""

    per_second: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    requests: int


def measure(users: Sequence[Callable[[], None]], *, seconds: float) -> list[float]:
    """Let each user repeat its scenario, all at once; return the waits in seconds."""
    with ThreadPoolExecutor(len(users)) as pool:
        end = time.perf_counter() + seconds
        return [wait for part in pool.map(lambda user: _repeat(user, end), users) for wait in part]


def warm_up(users: Sequence[Callable[[], None]], *, times: int = 5) -> None:
    with ThreadPoolExecutor(len(users)) as pool:
        list(pool.map(lambda user: [user() for _ in range(times)], users))


def describe(waits: list[float], *, users: int) -> Load:
    """Summarise waits; each user was busy all the time, so they also give the rate."""
    cuts = statistics.quantiles(waits, n=100) if len(waits) > 1 else waits * 99
    return Load(
        per_second=len(waits) * users / sum(waits),
        p50_ms=statistics.median(waits) * 1000,
        p95_ms=cuts[94] * 1000,
        p99_ms=cuts[98] * 1000,
        requests=len(waits),
    )


def _repeat(user: Callable[[], None], end: float) -> list[float]:
    waits: list[float] = []
    while time.perf_counter() < end or not waits:
        began = time.perf_counter()
        user()
        waits.append(time.perf_counter() - began)
    return waits
