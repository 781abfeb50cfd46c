"""Everything one running simulation consists of."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from .faults import FaultBoard
from .identity import Identity, ensure_identity
from .ledger import Ledger

PUSH_PATH = "/wechat/push/"
BEIJING = timezone(timedelta(hours=8))


@dataclass(slots=True)
class World:
    """The state shared by the interfaces, the page and the notifier.

    Two clocks: `now` is the machine's, shared with the shop, and stands in every
    signature; `book_now` is the one of the books, which a person can put forward.

    Attributes:
        now: seconds since the epoch; tests hand in their own clock.
        haste: by how much WeChat's own waiting is divided: between notification
            attempts, until refunds, splits and payments settle. 1 is as long as
            the real one.
        push_url: where message pushes are posted.
        ahead: seconds that the books' clock is ahead of the machine's.
        wake_notifier: called when a notification may be due.
    """

    identity: Identity
    ledger: Ledger
    faults: FaultBoard = field(default_factory=FaultBoard)
    now: Callable[[], float] = time.time
    haste: float = 1.0
    push_url: str = f"http://127.0.0.1:8000{PUSH_PATH}"
    ahead: float = field(init=False, default=0.0)
    wake_notifier: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        self.ahead = self.ledger.ahead()
        self.faults.now = self.book_now

    def book_now(self) -> float:
        """Return the time in the books: when things happen, fall due and expire."""
        return self.now() + self.ahead

    def soon(self, seconds: float) -> float:
        """Return the time in the books after waiting `seconds` in haste."""
        return self.book_now() + seconds / self.haste

    @classmethod
    def open(cls, home: Path, *, haste: float, push_url: str) -> "World":
        return cls(
            identity=ensure_identity(home),
            ledger=Ledger(home / "ledger.sqlite3"),
            haste=haste,
            push_url=push_url,
        )


def rfc3339(moment: float) -> str:
    """Write a moment the way WeChat does: Beijing time, whole seconds."""
    utc = datetime.fromtimestamp(int(moment), UTC)
    return utc.astimezone(BEIJING).isoformat()
