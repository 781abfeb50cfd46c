"""Last lines of defence around the engine, each for what no rule before it caught."""

from __future__ import annotations

import importlib
from functools import cache

#: Each changes Saleor where it is imported, and refuses to start when that moved.
MENDS = (
    "account_letters",
    "email_spelling",
    "guest_orders",
    "powerful_accounts",
    "storefront_urls",
    "typed_ids",
)


@cache
def prepare_imports() -> None:
    """Register every change, before any Saleor module is imported. Safe to call again."""
    for name in MENDS:
        importlib.import_module(f"{__name__}.{name}")
