"""Saleor 2.10.1 on a current runtime: one small file per defect.

Two moments exist. `prepare_imports()` runs before any Saleor module is imported
and restores names that libraries dropped. `mend_modules()` runs once all apps
are loaded and replaces single functions. Every replacement goes through
`targets`, which refuses to start when what it mends is no longer there.
"""

from __future__ import annotations

import importlib
from functools import cache

BEFORE_IMPORT = ("moved_names", "absent_packages")
AFTER_LOADING: tuple[str, ...] = ()


@cache
def prepare_imports() -> None:
    """Restore what Saleor's modules import by name. Safe to call again."""
    for name in BEFORE_IMPORT:
        importlib.import_module(f"{__name__}.{name}").apply()


@cache
def mend_modules() -> None:
    """Replace the functions that misbehave on this runtime. Safe to call again."""
    for name in AFTER_LOADING:
        importlib.import_module(f"{__name__}.{name}").apply()
