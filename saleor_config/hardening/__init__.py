"""Around the engine: what is weak in Saleor 2.10.1, closed from outside.

| module | closes |
|---|---|
| `operations` | mutations without permission, queries for whoever has a token |
| `checkouts` | somebody else's cart |
| `objects` | unbounded data, a buyer's orders |
| `arguments` | cursors, orders and ids that are none |
| `webhook_targets` | webhooks into the shop's own network |
| `written_text` | script in descriptions, pages and names |
| `typed_ids` | an id of one type taken for another |
| `powerful_accounts` | colleagues changed through the customers' mutations |
| `guest_orders` | orders of guests claimed by an address |
| `email_spelling` | two accounts of one address |
| `account_letters`, `storefront_urls` | links that lead elsewhere |
| `deadlines` | requests and statements that never end |

Wrappers are registered like the mends of `saleor_config.compat`, and like those
refuse to start when what they wrap has moved.
"""

from __future__ import annotations

import importlib
from functools import cache

#: Each changes Saleor where it is imported, and refuses to start when that moved.
WRAPPERS: tuple[str, ...] = (
    "account_letters",
    "arguments",
    "checkouts",
    "email_spelling",
    "guest_orders",
    "objects",
    "powerful_accounts",
    "storefront_urls",
    "typed_ids",
    "webhook_targets",
    "written_text",
)


@cache
def prepare_imports() -> None:
    """Register every wrapper. Safe to call again."""
    for name in WRAPPERS:
        importlib.import_module(f"{__name__}.{name}")
