"""Nobody gets another's orders by proving an address afterwards.

Saleor gives a confirmed account every guest order with its address. An address
changes hands, and a typing error makes it a stranger's: orders are claimed by who
knows them, never by an address alone.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from saleor_config.compat.targets import mends, replace


def match_orders_with_new_user(user: Any) -> None:
    """Do nothing."""


@mends("saleor.order.utils")
def mend(module: ModuleType) -> None:
    replace(module, "match_orders_with_new_user", match_orders_with_new_user)
