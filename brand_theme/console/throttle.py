"""Slowing down who guesses passwords, without locking anybody else out.

Three counters in the cache, each for a quarter of an hour:

- account and address: after five wrong passwords this address may not try this
  account any more. The owner, elsewhere, notices nothing.
- address: after thirty wrong passwords this address may not try any account.
- everybody: when wrong passwords pour in from everywhere, only pairs of account
  and address that logged in during the last month may go on at once; others have
  to wait for the next half minute's turn.

Nobody sleeps in a web process: buyers share them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

from brand_theme.console.errors import LoginBusy, LoginTooOften

WINDOW = 15 * 60
PAIR_FAILURES = 5
ADDRESS_FAILURES = 30
#: Wrong passwords of all the world in a window before strangers have to queue,
#: and how many of them are let through each half minute from then on.
FLOOD_FAILURES = 200
FLOOD_TURN = 30
FLOOD_PER_TURN = 10
KNOWN_FOR = 30 * 24 * 3600


@dataclass(frozen=True)
class Attempt:
    """Somebody at an address trying an account of one console."""

    site: str
    account: str
    address: str

    @property
    def keys(self) -> Mapping[str, str]:
        pair = _hashed(f"{self.site}|{self.account.strip().lower()}|{self.address}")
        return {
            "pair": f"console:login:pair:{pair}",
            "address": f"console:login:address:{_hashed(self.address)}",
            "flood": "console:login:flood",
            "known": f"console:login:known:{pair}",
        }


def refuse_guessing(attempt: Attempt) -> None:
    """Check before the password is looked at.

    Raises:
        LoginTooOften, LoginBusy: it is not looked at.
    """
    keys = attempt.keys
    counts = cache.get_many([keys["pair"], keys["address"], keys["flood"], keys["known"]])
    too_many = (
        counts.get(keys["pair"], 0) >= PAIR_FAILURES
        or counts.get(keys["address"], 0) >= ADDRESS_FAILURES
    )
    if too_many:
        raise LoginTooOften(minutes=WINDOW // 60)
    is_stranger = keys["known"] not in counts
    if is_stranger and counts.get(keys["flood"], 0) >= FLOOD_FAILURES and not _has_a_turn():
        raise LoginBusy()


def note_failure(attempt: Attempt) -> bool:
    """Count a wrong password; True when it is the one that locks the pair."""
    keys = attempt.keys
    _count(keys["address"])
    _count(keys["flood"])
    return _count(keys["pair"]) == PAIR_FAILURES


def note_success(attempt: Attempt) -> None:
    """Forget this pair's wrong passwords, and know it for a month."""
    cache.delete(attempt.keys["pair"])
    cache.set(attempt.keys["known"], True, KNOWN_FOR)


def _has_a_turn() -> bool:
    return _count("console:login:turn", seconds=FLOOD_TURN) <= FLOOD_PER_TURN


def _count(key: str, *, seconds: int = WINDOW) -> int:
    """Add one. The span begins with the first: it is not prolonged by trying on."""
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it lapsed between the two calls
        cache.add(key, 1, seconds)
        return 1


def _hashed(text: str) -> str:
    """Keys name nobody, and fit every cache."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
