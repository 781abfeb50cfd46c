"""The smallest things that are loaded, and how one of them is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from catalog_seed.errors import PieceGone
from catalog_seed.tables.rows import Row

ModelT = TypeVar("ModelT", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing to load.

    Attributes:
        table, key: what it is called in the files.
        content: everything of the files that `write` depends on.
        write: puts it into the shop, whatever is there.
        once: only ever written when it is new (stock: the shop counts it itself).
    """

    table: str
    key: str
    content: Mapping[str, Any]
    write: Callable[[], object]
    once: bool = False

    @property
    def digest(self) -> str:
        text = json.dumps(self.content, sort_keys=True, ensure_ascii=False, default=_plain)
        return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a piece's content")


def content_of(row: Row, **more: Any) -> dict[str, Any]:
    """A row as content: its cells, without the line it stands on."""
    return {**row.model_dump(exclude={"line"}), **more}


def put(
    model: type[ModelT],
    *,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    initial: Mapping[str, Any] | None = None,
) -> ModelT:
    """Create or change the row that `key` names.

    `initial` values are given to a new row only: afterwards the shop decides.
    Managers' own `create` is not used: Saleor's queues a task for every variant.
    """
    instance = model._default_manager.filter(**key).first()
    if instance is None:
        instance = model(**{name: value for name, value in key.items() if "__" not in name})
        values = {**(initial or {}), **values}
    for name, value in values.items():
        setattr(instance, name, value)
    instance.save()
    return instance


class Found:
    """Objects of the shop by natural key, looked up once per load."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Any] = {}

    def one(self, model: type[ModelT], **key: Any) -> ModelT:
        """Return the object.

        Raises:
            PieceGone: it was loaded once and has been removed in the shop.
        """
        name = (model, *sorted(key.items()))
        if name not in self._known:
            found = model._default_manager.filter(**key).first()
            if found is None:
                raise PieceGone(what=model._meta.model_name, key=" · ".join(map(str, key.values())))
            self._known[name] = found
        return self._known[name]
