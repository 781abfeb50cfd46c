"""Reordering menus, attributes, their values and a collection's products.

Symptom: every reordering mutation fails with "'FinalSortOrder' object has no
attribute '_is_pk_set'".
Cause: `saleor/graphql/core/utils/reordering.py`, `Reordering.commit`, hands a
dataclass with `pk` and `sort_order` to `bulk_update()`. Since 4.2 Django asks
the objects whether they are saved and whether their relations are.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from .targets import mends, restore


def _is_pk_set(self: Any, meta: Any = None) -> bool:
    return self.pk is not None


def _prepare_related_fields_for_save(self: Any, operation_name: str, fields: Any = None) -> None:
    """A sort order carries no relations."""


@mends("saleor.graphql.core.utils.reordering")
def mend(module: ModuleType) -> None:
    restore(module.FinalSortOrder, "_is_pk_set", _is_pk_set)
    restore(
        module.FinalSortOrder,
        "_prepare_related_fields_for_save",
        _prepare_related_fields_for_save,
    )
