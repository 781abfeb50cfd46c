"""Ends a process of the shop without warning, now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from saleor_config.chaos.diary import Diary
from saleor_config.chaos.shop import Shop

TARGETS = {"web worker": 9, "worker": 6, "web": 2, "beat": 3}
#: From so many kills on, the supervisor and the database are among the victims, once.
SUPERVISOR_FROM, DATABASE_FROM = 3, 6
TRIES = 100
PAUSE = 0.3  # seconds; until a killed process is there again to be killed


@dataclass(frozen=True)
class Kill:
    """Who dies when so many buyers have an order."""

    after: int
    target: str


def plan(*, seed: int, orders: int, kills: int, own_database: bool) -> list[Kill]:
    """Draw the kills, spread over the orders, the earliest first."""
    random = Random(f"{seed}:kills")  # noqa: S311 - a rehearsal must repeat itself
    targets = random.choices(list(TARGETS), weights=list(TARGETS.values()), k=kills)
    if kills >= SUPERVISOR_FROM:
        targets[kills // 2] = "supervisor"
    if kills >= DATABASE_FROM and own_database:
        targets[kills // 3] = "database"
    share = orders / (kills + 1)
    return [
        Kill(after=int(share * (number + random.uniform(0.6, 1.4))), target=target)
        for number, target in enumerate(targets)
    ]


class Killer(threading.Thread):
    """Carries out the plan beside the buyers."""

    def __init__(
        self,
        *,
        shop: Shop,
        kills: list[Kill],
        arrived: Callable[[], int],
        before: Callable[[str], None],
        after: Callable[[str], None],
        on_failure: Callable[[BaseException], None],
        diary: Diary,
    ) -> None:
        super().__init__(name="killer", daemon=True)
        self._shop = shop
        self._kills = kills
        self._arrived = arrived
        self._before = before
        self._after = after
        self._on_failure = on_failure
        self._diary = diary
        self._hurry = threading.Event()
        self._given_up = False
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            for kill in self._kills:
                while self._arrived() < kill.after and not self._hurry.is_set():
                    self._hurry.wait(PAUSE)
                if self._given_up:
                    return
                self._kill(kill.target)
        except BaseException as failure:  # noqa: BLE001 - raised by `finish`
            self.failure = failure
            self._on_failure(failure)

    def finish(self) -> None:
        """Carry out what is left of the plan, and raise what went wrong with it."""
        self._hurry.set()
        self.join()
        if self.failure is not None:
            raise self.failure

    def give_up(self) -> None:
        """Kill nobody any more."""
        self._given_up = True
        self._hurry.set()
        self.join()

    def _kill(self, target: str) -> None:
        self._before(target)
        pause = threading.Event()
        for _ in range(TRIES):
            if self._shop.kill(target):
                self._diary.note(None, "killer", f"{target} killed")
                self._diary.count(f"killed {target}")
                self._after(target)
                return
            pause.wait(PAUSE)
        self._diary.note(None, "killer", f"{target} did not run in time to be killed")
