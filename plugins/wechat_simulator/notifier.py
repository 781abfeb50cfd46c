"""The one thread that makes things happen by themselves: settling and notifying."""

import logging
import sqlite3
import threading

from . import deliveries, pushes, refunds, settlement, split_returns, splits
from .world import World

logger = logging.getLogger(__name__)

LEDGER_BUSY_SECONDS = 5.0
# Settling first: it makes what is then delivered.
WORKS = (
    refunds.settle_due,
    settlement.settle_due,
    splits.finish_due,
    split_returns.finish_due,
    deliveries.deliver_due,
    pushes.deliver_due,
)


class Notifier(threading.Thread):
    """Sleeps until a refund or a notification is due, however long that is."""

    def __init__(self, world: World) -> None:
        super().__init__(name="notifier", daemon=True)
        self._world = world
        self._woken = threading.Event()
        self._ended = False
        world.wake_notifier = self._woken.set

    def run(self) -> None:
        while not self._ended:
            self._woken.clear()
            self._woken.wait(self._work())

    def _work(self) -> float | None:
        """Settle and deliver what is due; return the seconds until there is more to do."""
        try:
            moments = tuple(work(self._world) for work in WORKS)
        except sqlite3.OperationalError:
            logger.exception("模拟器账本暂不可写，稍后重试 / the ledger is busy, trying again")
            return LEDGER_BUSY_SECONDS
        soonest = min((moment for moment in moments if moment is not None), default=None)
        return None if soonest is None else max(0.0, soonest - self._world.book_now())

    def end(self) -> None:
        self._ended = True
        self._woken.set()
