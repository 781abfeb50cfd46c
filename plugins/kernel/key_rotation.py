"""Bring every encrypted column under the first key of the ring.

Rows are taken in batches, each in a transaction of its own. What is left to do is read
from the rows themselves, so a run that was ended goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from plugins.kernel import crypto
from plugins.kernel.encrypted import BlindIndexField, EncryptedTextField

BATCH = 200


@dataclass(frozen=True)
class Column:
    """One encrypted column, and the column of its blind index if it has one."""

    table: str
    key: str
    name: str
    label: str
    index: str | None = None

    def __str__(self) -> str:
        return self.label


def encrypted_columns() -> list[Column]:
    """Return the encrypted columns of all models."""
    return [
        _column(model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, EncryptedTextField)
    ]


def _column(model: Any, field: EncryptedTextField) -> Column:
    index = next(
        (
            each.column
            for each in model._meta.local_fields
            if isinstance(each, BlindIndexField) and each.source == field.name
        ),
        None,
    )
    meta = model._meta
    return Column(meta.db_table, meta.pk.column, field.column, field.column_label, index)


def left(column: Column) -> int:
    """Return how many values are not under the first key."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {_where(column)}", [_current()])  # noqa: S608
        return int(cursor.fetchone()[0])


def rotate(column: Column) -> Iterator[int]:
    """Encrypt values anew; yield how many, batch by batch."""
    while done := _rotate_batch(column):
        yield done


@transaction.atomic
def _rotate_batch(column: Column) -> int:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {quote(column.key)}, {quote(column.name)} FROM {_where(column)}"  # noqa: S608
            f" ORDER BY {quote(column.key)} LIMIT {BATCH} FOR UPDATE SKIP LOCKED",
            [_current()],
        )
        rows = cursor.fetchall()
        for key, stored in rows:
            text = crypto.decrypt(stored, column=column.label)
            changes = {column.name: crypto.encrypt(text, column=column.label)}
            if column.index:
                changes[column.index] = crypto.blind_index(text, column=column.label)
            setting = ", ".join(f"{quote(name)} = %s" for name in changes)
            cursor.execute(
                f"UPDATE {quote(column.table)} SET {setting} WHERE {quote(column.key)} = %s",  # noqa: S608
                [*changes.values(), key],
            )
    return len(rows)


def _where(column: Column) -> str:
    name = connection.ops.quote_name(column.name)
    table = connection.ops.quote_name(column.table)
    return f"{table} WHERE {name} <> '' AND NOT starts_with({name}, %s)"


def _current() -> str:
    return crypto.current_prefix()


def encrypt_existing(column: Column) -> None:
    """Encrypt what a column held before it was an encrypted one; for migrations."""
    for _ in rotate(column):
        pass
