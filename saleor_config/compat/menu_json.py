"""The stored JSON of a menu.

Symptom: describing a menu item that is not saved yet fails with "'MenuItem'
instance needs to have a primary key value before this relationship can be used".
Cause: `saleor/menu/utils.py`, `get_menu_item_as_dict`, reads its translations.
Up to Django 4.0 an unsaved instance had none.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from .targets import mends, replace


@mends("saleor.menu.utils")
def mend(module: ModuleType) -> None:
    original = vars(module)["get_menu_item_as_dict"]

    def get_menu_item_as_dict(menu_item: Any) -> dict[str, Any]:
        if menu_item.pk is None:
            return {"url": menu_item.url or "", "name": menu_item.name, "translations": {}}
        return original(menu_item)

    replace(module, "get_menu_item_as_dict", get_menu_item_as_dict)
