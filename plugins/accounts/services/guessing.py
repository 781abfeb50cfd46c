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

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache

from plugins.accounts.errors import LoginBusy, LoginTooOften
from plugins.kernel.throttle import count, forget, key_of

WINDOW = 15 * 60
PAIR_FAILURES = 5
ADDRESS_FAILURES = 30
#: Wrong passwords of all the world in a window before strangers have to queue,
#: and how many of them are let through each half minute from then on.
FLOOD_FAILURES = 200
FLOOD_TURN = 30
FLOOD_PER_TURN = 10
KNOWN_FOR = 30 * 24 * 3600


PAIR, ADDRESS, FLOOD, TURN, KNOWN = (
    f"accounts.login.{name}" for name in ("pair", "address", "flood", "turn", "known")
)
EVERYBODY = ""


@dataclass(frozen=True)
class Attempt:
    """Somebody at an address trying an account at one entrance."""

    site: str
    account: str
    address: str

    @property
    def pair(self) -> str:
        return f"{self.site}|{self.account.strip().lower()}|{self.address}"

    @property
    def keys(self) -> Mapping[str, str]:
        return {
            PAIR: key_of(PAIR, self.pair),
            ADDRESS: key_of(ADDRESS, self.address),
            FLOOD: key_of(FLOOD, EVERYBODY),
            KNOWN: key_of(KNOWN, self.pair),
        }


def refuse_guessing(attempt: Attempt) -> None:
    """Check before the password is looked at.

    Raises:
        LoginTooOften, LoginBusy: it is not looked at.
    """
    keys = attempt.keys
    counts = cache.get_many(keys.values())
    too_many = (
        counts.get(keys[PAIR], 0) >= PAIR_FAILURES
        or counts.get(keys[ADDRESS], 0) >= ADDRESS_FAILURES
    )
    if too_many:
        raise LoginTooOften(minutes=WINDOW // 60)
    is_stranger = keys[KNOWN] not in counts
    if is_stranger and counts.get(keys[FLOOD], 0) >= FLOOD_FAILURES and not _has_a_turn():
        raise LoginBusy()


def note_failure(attempt: Attempt) -> bool:
    """Count a wrong password; True when it is the one that locks the pair."""
    count(ADDRESS, attempt.address, seconds=WINDOW)
    count(FLOOD, EVERYBODY, seconds=WINDOW)
    return count(PAIR, attempt.pair, seconds=WINDOW) == PAIR_FAILURES


def note_success(attempt: Attempt) -> None:
    """Forget this pair's wrong passwords, and know it for a month."""
    forget(PAIR, attempt.pair)
    cache.set(attempt.keys[KNOWN], True, KNOWN_FOR)


def _has_a_turn() -> bool:
    return count(TURN, EVERYBODY, seconds=FLOOD_TURN) <= FLOOD_PER_TURN
