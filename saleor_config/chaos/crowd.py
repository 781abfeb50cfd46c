"""Many stories at once on a few threads: who waits holds no thread."""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

#: Yields the seconds until it goes on.
Story = Iterator[float]


class Crowd:
    """Plays stories; those under way come before those that have not begun.

    At most `most` are under way at once: before a closed door a queue forms, and the
    rest stays at home.
    """

    def __init__(self, stories: Iterator[Story], *, most: int) -> None:
        self._fresh = stories
        self._most = most
        self._waiting: list[tuple[float, int, Story]] = []
        self._order = count()
        self._playing = 0
        self._changed = threading.Condition()
        self._failure: BaseException | None = None
        self.begun = self.finished = 0

    def play(self, threads: int) -> None:
        """Play all of them to their ends; the first that fails ends the rest."""
        with ThreadPoolExecutor(threads, thread_name_prefix="buyer") as pool:
            for work in [pool.submit(self._work) for _ in range(threads)]:
                try:
                    work.result()
                except BaseException as failure:
                    self.give_up(failure)
                    raise

    def give_up(self, failure: BaseException) -> None:
        with self._changed:
            self._failure = self._failure or failure
            self._changed.notify_all()

    def _work(self) -> None:
        while (story := self._next()) is not None:
            try:
                pause = next(story, None)
            except BaseException as failure:
                self.give_up(failure)
                raise
            with self._changed:
                self._playing -= 1
                if pause is None:
                    self.finished += 1
                else:
                    due = time.monotonic() + pause
                    heapq.heappush(self._waiting, (due, next(self._order), story))
                self._changed.notify_all()

    def _next(self) -> Story | None:
        """Return what to play now, waiting for it; None: nothing is left."""
        with self._changed:
            while self._failure is None:
                now = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now:
                    return self._begin_turn(heapq.heappop(self._waiting)[2])
                fresh = next(self._fresh, None) if self._has_room() else None
                if fresh is not None:
                    self.begun += 1
                    return self._begin_turn(fresh)
                if not self._waiting and not self._playing:
                    self._changed.notify_all()
                    return None
                soonest = self._waiting[0][0] - now if self._waiting else None
                self._changed.wait(soonest)
        return None

    def _has_room(self) -> bool:
        return self.begun - self.finished < self._most

    def _begin_turn(self, story: Story) -> Story:
        self._playing += 1
        return story


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Start all acts at the same moment; return results, or the errors raised."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return act()
        except Exception as error:  # noqa: BLE001  (handed to who asked)
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
