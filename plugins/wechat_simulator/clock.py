"""Putting the books' clock forward, and changing how fast WeChat is."""

import math

from .world import World

MIN_HASTE = 0.01

# What waits, and until when: moved nearer or further when the haste changes.
WAITING = (
    ("deliveries", "due_at", "state = 'due'"),
    ("pushes", "due_at", "state = 'due'"),
    ("refunds", "settles_at", "status = 'PROCESSING'"),
    ("orders", "remind_at", "remind_at IS NOT NULL"),
    ("orders", "thaws_at", "thaws_at IS NOT NULL"),
    ("splits", "finishes_at", "state = 'PROCESSING'"),
    ("split_returns", "finishes_at", "result = 'PROCESSING'"),
    ("shipments", "confirms_at", "confirmed_at IS NULL"),
    ("shipments", "settles_at", "settled_at IS NULL"),
)


def check(*, haste: float | None, seconds: float | None) -> None:
    """Accept a haste above zero and a jump forwards.

    Raises:
        ValueError: any other; a jump back would put what has happened into the future.
    """
    for number, lowest in ((haste, MIN_HASTE), (seconds, 0)):
        if number is not None and not lowest <= number < math.inf:
            raise ValueError(number)


def advance(world: World, seconds: float) -> None:
    """Put the books' clock forward."""
    check(haste=None, seconds=seconds)
    with world.ledger.write() as books:
        books.execute("DELETE FROM clock")
        books.execute("INSERT INTO clock VALUES (?)", (world.ahead + seconds,))
        world.ahead += seconds
    world.wake_notifier()


def begin(world: World, seconds_ago: float) -> None:
    """Have the books of a fresh simulation begin in the past.

    Raises:
        ValueError: something stands in the books: it would lie in the future then.
    """
    check(haste=None, seconds=seconds_ago)
    with world.ledger.write() as books:
        if books.execute("SELECT EXISTS (SELECT 1 FROM orders)").fetchone()[0]:
            raise ValueError(seconds_ago)
        books.execute("DELETE FROM clock")
        books.execute("INSERT INTO clock VALUES (?)", (-seconds_ago,))
        world.ahead = -seconds_ago
    world.wake_notifier()


def set_haste(world: World, haste: float) -> None:
    """Change the haste, also of what waits already."""
    check(haste=haste, seconds=None)
    now, factor = world.book_now(), world.haste / haste
    with world.ledger.write() as books:
        for table, column, waits in WAITING:
            books.execute(
                f"UPDATE {table} SET {column} = ? + ({column} - ?) * ?"  # noqa: S608 - ours
                f" WHERE {waits} AND {column} > ?",
                (now, now, factor, now),
            )
        world.haste = haste
    world.wake_notifier()
