"""Runs one property: briefly and always alike, or for a share of FUZZ_SECONDS."""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

#: Properties that share FUZZ_SECONDS.
PROPERTIES = 15
QUIET = {
    "deadline": None,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}


def run(
    name: str,
    cases: list[tuple[Any, st.SearchStrategy[Any]]],
    check: Callable[..., None],
    *,
    examples: int,
) -> None:
    """Let `check(entry, value)` hold for values of each entry's strategy.

    Args:
        examples: per entry in the test suite.
    """
    seconds = int(os.environ.get("FUZZ_SECONDS", "0"))
    if not seconds:
        how = settings(max_examples=examples, derandomize=True, phases=[Phase.generate], **QUIET)
        faults = [fault for case in cases if (fault := _fault(*case, check, how))]
        if faults:
            raise ExceptionGroup(f"{len(faults)} of {len(cases)} entries", faults)
        return
    until, rounds = time.monotonic() + seconds / PROPERTIES, 0
    given_seed = os.environ.get("FUZZ_SEED")
    while time.monotonic() < until:
        number = int(given_seed) if given_seed else secrets.randbelow(2**31)
        try:
            for entry, strategy in cases:
                often = settings(max_examples=examples * 3, **QUIET)
                _once(entry, strategy, check, often, number)
        except BaseException:
            _say(f"{name}: again with FUZZ_SEED={number} make fuzz ARGS='-k {name}'")
            raise
        rounds += 1
        _say(f"{name}: round {rounds}, {len(cases)} entries, seed {number}")
        if given_seed:
            return


def _once(entry: Any, strategy: Any, check: Any, how: settings, number: int | None = None) -> None:
    def holds(value: Any) -> None:
        check(entry, value)

    property_ = how(given(value=strategy)(holds))
    if number is not None:
        property_ = seed(number)(property_)
    try:
        property_()
    except Exception as error:
        error.add_note(f"entry: {entry}")
        raise


def _fault(entry: Any, strategy: Any, check: Any, how: settings) -> Exception | None:
    """Return what went wrong at one entry, so that one run tells about all of them."""
    try:
        _once(entry, strategy, check, how)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is reported
        return error
    return None


def _say(text: str) -> None:
    print(f"[fuzz] {text}", file=sys.__stderr__, flush=True)
