"""Saleor 2.10.1 on a current runtime: one small file per defect.

`prepare_imports()` runs when settings are read, before any Saleor module is
imported. It restores the names that libraries dropped and registers the mends.
A mend names the one module it changes and runs right after that module was
imported, whoever imports it, so `from … import name` gets the mended object too.

Every change goes through `targets`, which refuses to start when what it changes
is no longer there. `docs/compat.md` lists symptom, cause, file and test.
"""

from __future__ import annotations

import importlib
from functools import cache

from .targets import refuse_missing_modules

RESTORED_NAMES = ("moved_names", "absent_packages")
MENDS = (
    "address_errors",
    "attribute_values",
    "chinese_addresses",
    "chinese_slugs",
    "foreign_permissions",
    "group_permissions",
    "menu_json",
    "reordering",
    "sale_guards",
    "sample_checkouts",
    "stock_sums",
    "tree_copies",
    "voucher_amounts",
)


@cache
def prepare_imports() -> None:
    """Restore dropped names and register every mend. Safe to call again."""
    for name in RESTORED_NAMES:
        importlib.import_module(f"{__name__}.{name}").apply()
    for name in MENDS:
        importlib.import_module(f"{__name__}.{name}")


def mend_modules() -> None:
    """Refuse to start when a module that a mend waits for does not exist.

    Raises:
        TargetMoved: naming the module.
    """
    refuse_missing_modules()
