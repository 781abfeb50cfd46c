"""Copying a category or menu item by clearing its key.

Symptom: "Cannot force an update in save() with no primary key" where an
instance from the database is saved again with `pk = None`.
Cause: `saleor/product/models.py`, `Category`, and `saleor/menu/models.py`,
`MenuItem`, are MPTT models. django-mptt asks `_state.adding` since 0.17 instead
of looking for a key, so it takes the copy for a saved node.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from .targets import mends, replace


@mends("mptt.models")
def mend(module: ModuleType) -> None:
    original = vars(module.MPTTModel)["_is_saved"]

    def _is_saved(self: Any, using: str | None = None) -> bool:
        return self.pk is not None and original(self, using=using)

    replace(module.MPTTModel, "_is_saved", _is_saved)
