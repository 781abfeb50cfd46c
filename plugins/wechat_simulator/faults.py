"""The board of faults: what shall go wrong, and what has gone wrong.

A fault can be armed by hand for the next so many times, sent along with a single
request, or drawn by chance. The place that misbehaves asks with `take` and cannot
tell the three apart.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .known_faults import KNOWN
from .random_faults import RandomFaults, UnknownFault

REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Armed:
    """A fault waiting to happen `times` more times, at one operation or order or any."""

    name: str
    times: int = 1
    operation: str = ""
    value: float = 0
    order: str = ""

    def fits(self, name: str, operation: str, order: str) -> bool:
        return (
            self.name == name
            and self.operation in ("", operation)
            and (not self.order or self.order == order)
        )


@dataclass(frozen=True, slots=True)
class Happened:
    """A fault that has happened.

    Attributes:
        at: when, by the books' clock.
        by: `hand`, `request` or `random`.
        ask: the how-manieth ask of the random mode; 0 for the others.
    """

    at: float
    name: str
    operation: str
    order: str
    value: float
    by: str
    ask: int = 0


@dataclass(slots=True)
class _AtHand:
    """What came along with the request being handled."""

    armed: list[Armed]
    happened: list[str] = field(default_factory=list)


_request: ContextVar[_AtHand | None] = ContextVar("faults_of_request", default=None)


class FaultBoard:
    """The faults now armed. Kept in memory: a restart is a good day again."""

    def __init__(self) -> None:
        self.now: Callable[[], float] = time.time
        self._armed: list[Armed] = []
        self._random: RandomFaults | None = None
        self._happened: deque[Happened] = deque(maxlen=REMEMBERED)
        self._lock = threading.Lock()

    def arm(
        self,
        name: str,
        *,
        times: int = 1,
        operation: str = "",
        value: float | None = None,
        order: str = "",
    ) -> Armed:
        """Let a fault happen the next `times` times.

        Raises:
            UnknownFault: nothing of that name is declared.
        """
        armed = _armed(name, value)
        armed = replace(armed, times=max(1, times), operation=operation, order=order)
        with self._lock:
            self._armed.append(armed)
        return armed

    def take(self, name: str, operation: str = "", *, order: str = "") -> Armed | None:
        """Use up one occurrence of a fault, if it shall happen here."""
        with self._lock:
            return (
                self._take_of_request(name, operation, order)
                or self._take_armed(name, operation, order)
                or self._take_by_chance(name, operation, order)
            )

    def first(self, names: Iterable[str], operation: str = "", *, order: str = "") -> Armed | None:
        """Use up the first fault among `names` that shall happen here."""
        takes = (self.take(name, operation, order=order) for name in names)
        return next(filter(None, takes), None)

    @contextmanager
    def at_hand(self, header: str) -> Iterator[list[str]]:
        """Have the faults a request brought along; yields the names that happened.

        Raises:
            UnknownFault: nothing of that name is declared, or a value is no number.
        """
        at_hand = _AtHand([_parsed(part) for part in header.split(",") if part.strip()])
        token = _request.set(at_hand)
        try:
            yield at_hand.happened
        finally:
            _request.reset(token)

    def _take_of_request(self, name: str, operation: str, order: str) -> Armed | None:
        at_hand = _request.get()
        for armed in at_hand.armed if at_hand else ():
            if armed.fits(name, operation, order):
                at_hand.armed.remove(armed)  # type: ignore[union-attr]
                at_hand.happened.append(name)  # type: ignore[union-attr]
                self._remember(armed, operation, order, by="request")
                return armed
        return None

    def _take_armed(self, name: str, operation: str, order: str) -> Armed | None:
        for index, armed in enumerate(self._armed):
            if armed.fits(name, operation, order):
                self._use_up(index, armed)
                self._remember(armed, operation, order, by="hand")
                return armed
        return None

    def _take_by_chance(self, name: str, operation: str, order: str) -> Armed | None:
        drawn = self._random.draw(name, operation, order) if self._random else None
        if drawn is None:
            return None
        value, ask = drawn
        armed = Armed(name=name, operation=operation, value=value, order=order)
        self._remember(armed, operation, order, by="random", ask=ask)
        return armed

    def _remember(self, armed: Armed, operation: str, order: str, *, by: str, ask: int = 0) -> None:
        self._happened.append(
            Happened(self.now(), armed.name, operation, order, armed.value, by, ask)
        )

    def _use_up(self, index: int, armed: Armed) -> None:
        if armed.times == 1:
            del self._armed[index]
        else:
            self._armed[index] = replace(armed, times=armed.times - 1)

    def clear(self) -> None:
        """Disarm everything armed by hand."""
        with self._lock:
            self._armed.clear()

    def armed(self) -> list[dict[str, object]]:
        with self._lock:
            return [asdict(armed) for armed in self._armed]

    def randomize(self, mode: RandomFaults | None) -> None:
        """Switch the random mode on, anew, or off."""
        with self._lock:
            self._random = mode

    def random_settings(self) -> dict[str, Any] | None:
        with self._lock:
            return self._random.settings() if self._random else None

    def history(self, *, order: str = "") -> list[dict[str, Any]]:
        """Return what has happened, oldest first, to one order or to all."""
        with self._lock:
            return [asdict(one) for one in self._happened if order in ("", one.order)]


def _armed(name: str, value: float | None) -> Armed:
    if name not in KNOWN:
        raise UnknownFault(name)
    return Armed(name=name, value=KNOWN[name].value if value is None else value)


def _parsed(part: str) -> Armed:
    name, _, text = part.strip().partition("=")
    try:
        value = float(text) if text else None
    except ValueError:
        raise UnknownFault(part.strip()) from None
    return _armed(name.strip(), value)
