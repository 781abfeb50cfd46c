"""How often: counters in the shared cache, for a span that begins with the first.

The span is not prolonged by trying on, so whoever waits as told is let in. In
production the cache is Redis, where counting is exact over all processes; the
laptop's file cache may lose a count when two processes add at the same moment.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from math import ceil

from django.core.cache import cache

from plugins.kernel.errors import DomainError


class TooOften(DomainError):
    """`retry_after` in `params` is the number of seconds to wait, at least 1."""

    code = "TOO_OFTEN"
    zh = "操作过于频繁。"
    en = "This was done too often."
    remedy_zh = "请在 {retry_after} 秒后再试。"
    remedy_en = "Try again in {retry_after} seconds."


@dataclass(frozen=True)
class Rate:
    """At most `most` times in `seconds`."""

    most: int
    seconds: int


def throttle(what: str, whom: str, rate: Rate) -> None:
    """Count one more `what` by `whom`.

    Args:
        what: the thing that is counted, e.g. `door.write`.
        whom: an address, an account or an object; it is not kept in clear.

    Raises:
        TooOften: there were `rate.most` in the present span already.
    """
    if count(what, whom, seconds=rate.seconds) > rate.most:
        raise TooOften(retry_after=_left(key_of(what, whom), rate.seconds))


def count(what: str, whom: str, *, seconds: int) -> int:
    """Add one and return how many there are in the present span."""
    key = key_of(what, whom)
    if cache.add(key, 1, seconds):
        cache.set(_end(key), time.time() + seconds, seconds)
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it lapsed between the two calls
        cache.add(key, 1, seconds)
        return 1


def forget(what: str, whom: str) -> None:
    """Begin a new span."""
    cache.delete(key_of(what, whom))


def forgive(what: str, whom: str) -> None:
    """Take one back that turned out to be no fault; those before it still count."""
    try:
        cache.decr(key_of(what, whom))
    except ValueError:  # the span is over
        return


def key_of(what: str, whom: str) -> str:
    """Name nobody, and fit every cache."""
    return f"throttle:{what}:{hashlib.sha256(whom.encode()).hexdigest()[:32]}"


def _left(key: str, seconds: int) -> int:
    end = cache.get(_end(key))
    return max(ceil(end - time.time()), 1) if end is not None else seconds


def _end(key: str) -> str:
    return f"{key}:end"
