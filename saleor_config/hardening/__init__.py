"""Around the engine: what is weak in Saleor 2.10.1, closed from outside.

| module | closes |
|---|---|
| `operations` | mutations without permission, queries for whoever has a token |
| `checkouts` | somebody else's cart |
| `objects` | ids of the wrong kind, unbounded data, a buyer's orders |
| `arguments` | cursors, orders and ids that are none |
| `deadlines` | requests and statements that never end |

Wrappers are registered like the mends of `saleor_config.compat`, and like those
refuse to start when what they wrap has moved.
"""

from __future__ import annotations

import importlib
from functools import cache

WRAPPERS = ("arguments", "checkouts", "objects")


@cache
def prepare_imports() -> None:
    """Register every wrapper. Safe to call again."""
    for name in WRAPPERS:
        importlib.import_module(f"{__name__}.{name}")
