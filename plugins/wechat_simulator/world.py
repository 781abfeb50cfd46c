"""Everything one running simulation consists of."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from .faults import FaultBoard
from .identity import Identity, ensure_identity
from .ledger import Ledger

BEIJING = timezone(timedelta(hours=8))


@dataclass(slots=True)
class World:
    """The state shared by the interfaces, the page and the notifier.

    Attributes:
        now: seconds since the epoch; tests hand in their own clock.
        haste: by how much the waiting between notification attempts is
            divided. 1 is WeChat's real schedule of 24 hours.
        wake_notifier: called when a notification may be due.
    """

    identity: Identity
    ledger: Ledger
    faults: FaultBoard = field(default_factory=FaultBoard)
    now: Callable[[], float] = time.time
    haste: float = 1.0
    wake_notifier: Callable[[], None] = lambda: None

    @classmethod
    def open(cls, home: Path, *, haste: float = 1.0) -> "World":
        identity = ensure_identity(home)
        return cls(identity=identity, ledger=Ledger(home / "ledger.sqlite3"), haste=haste)


def rfc3339(moment: float) -> str:
    """Write a moment the way WeChat does: Beijing time, whole seconds."""
    utc = datetime.fromtimestamp(int(moment), UTC)
    return utc.astimezone(BEIJING).isoformat()
