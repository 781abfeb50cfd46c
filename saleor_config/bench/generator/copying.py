"""Rows into tables by COPY: what a hundred thousand orders have to go through."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Field, Model, TextField

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def encoded(value: Any) -> str:
    """Return a value as COPY's text format has it.

    Raises:
        TypeError: a kind of value that nobody thought of.
    """
    encode = _ENCODERS.get(type(value))
    if encode is None:
        raise TypeError(f"{type(value).__name__} cannot be copied: {value!r}")
    return encode(value)


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


_ENCODERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    int: str,
    float: str,
    Decimal: str,
    UUID: str,
    type(None): lambda _: "\\N",
    bool: lambda value: "t" if value else "f",
    datetime: datetime.isoformat,
    date: date.isoformat,
    time: time.isoformat,
    bytes: lambda value: f"\\\\x{value.hex()}",
    dict: lambda value: _text(json.dumps(value, ensure_ascii=False)),
    list: lambda value: _text(json.dumps(value, ensure_ascii=False)),
}


class Rows:
    """Rows of one model on their way into its table.

    Args:
        columns: names of the fields that differ from row to row, in the order in
            which `add` takes them; `order_id` for a foreign key.
        constants: fields that are the same in every row. What is named nowhere gets
            the field's default, "" or NULL.
    """

    def __init__(self, model: type[Model], *columns: str, **constants: Any) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        unknown = {*columns, *constants} - set(fields)
        if unknown:
            raise LookupError(f"{model._meta.label} has no {', '.join(sorted(unknown))}")
        rest = [
            (name, _writer(field)(constants[name] if name in constants else _default(field)))
            for name, field in fields.items()
            if name not in columns and not (field.primary_key and name not in constants)
        ]
        names = [fields[name].column for name in (*columns, *(name for name, _ in rest))]
        self.model = model
        self._tail = "".join(f"\t{value}" for _, value in rest) + "\n"
        self._writers = [_writer(fields[name]) for name in columns]
        quoted = ", ".join(f'"{name}"' for name in names)
        self._command = f'COPY "{model._meta.db_table}" ({quoted}) FROM STDIN'
        self._lines: list[str] = []

    def add(self, *values: Any) -> None:
        pairs = zip(self._writers, values, strict=True)
        self._lines.append("\t".join([write(value) for write, value in pairs]) + self._tail)

    def write(self) -> int:
        """Copy what was added into the table; return how many rows."""
        count = len(self._lines)
        if count:
            with connection.cursor() as cursor:
                cursor.copy_expert(self._command, StringIO("".join(self._lines)))
            self._lines.clear()
        return count


def _writer(field: Field[Any, Any]) -> Callable[[Any], str]:
    """Return how a field's values are written: some fields keep text otherwise than it is given."""
    keeps_otherwise = type(field).get_db_prep_save is not TextField.get_db_prep_save
    if isinstance(field, TextField) and keeps_otherwise:
        return lambda value: encoded(field.get_db_prep_save(value, connection))
    return encoded


def _default(field: Field[Any, Any]) -> Any:
    if field.has_default():
        value = field.get_default()
        return value if isinstance(value, (dict, list)) else field.get_prep_value(value)
    if field.null:
        return None
    if field.empty_strings_allowed:
        return ""
    raise LookupError(f"{field} has no default: name it")


class Ids:
    """Ids of a table, taken from its own sequence as they are needed."""

    def __init__(self, model: type[Model], *, at_once: int = 5000) -> None:
        self._table, self._at_once = model._meta.db_table, at_once
        self._taken: Iterator[int] = iter(())

    def next(self) -> int:
        taken = next(self._taken, None)
        if taken is None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [f'"{self._table}"', self._at_once],
                )
                self._taken = iter([row[0] for row in cursor.fetchall()])
            taken = next(self._taken)
        return taken

    def take(self, count: int) -> list[int]:
        return [self.next() for _ in range(count)]


@contextmanager
def one_piece() -> Iterator[None]:
    """All of a piece or nothing of it, so that a later run goes on from there.

    A crash may lose the last pieces as if they had never begun, never a part of one.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        yield
