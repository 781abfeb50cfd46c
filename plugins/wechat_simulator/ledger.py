"""WeChat's own books: SQLite, write-ahead log, one short transaction per change."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .ledger_schema import LATER_COLUMNS, LIFTED, SCHEMA


class Ledger:
    """Opens short transactions on the books of one folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._connection() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)
            _lift(connection)
            for table, column, kind in LATER_COLUMNS:
                known = connection.execute(f"PRAGMA table_info({table})").fetchall()
                if column not in {row["name"] for row in known}:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    def ahead(self) -> float:
        """Return by how much the books' clock has been put forward."""
        row = self.row("SELECT ahead FROM clock")
        return row["ahead"] if row else 0.0

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        connection.row_factory = sqlite3.Row
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            yield connection
        finally:
            connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One change: taken as a whole, or not at all when the block raises."""
        with self._connection() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def rows(self, query: str, *parameters: object) -> list[dict[str, Any]]:
        with self._connection() as connection:
            return [dict(row) for row in connection.execute(query, parameters)]

    def row(self, query: str, *parameters: object) -> dict[str, Any] | None:
        return next(iter(self.rows(query, *parameters)), None)


def _lift(connection: sqlite3.Connection) -> None:
    """Take conditions out of older tables; SQLite has no ALTER for it and names this way."""
    connection.execute("PRAGMA writable_schema = ON")
    for table, before, after in LIFTED:
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table' AND name = ?",
            (before, after, table),
        )
    connection.execute("PRAGMA writable_schema = RESET")
