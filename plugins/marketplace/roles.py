"""What members of an enterprise may do: pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Role(Enum):
    """A member's role; one person may hold several."""

    OWNER = "owner"  # 负责人: everything, and the only one who manages members
    GOODS = "goods"  # 商品: submits and changes goods, stock and prices
    ORDERS = "orders"  # 订单: ships, answers buyers and after-sales cases
    FINANCE = "finance"  # 财务: fapiao, statements, settlement


ROLE_TEXT = {
    Role.OWNER: "负责人",
    Role.GOODS: "商品",
    Role.ORDERS: "订单",
    Role.FINANCE: "财务",
}


def fulfils(*, held: Iterable[Role], wanted: Role) -> bool:
    """Tell whether the held roles allow what `wanted` allows; owners may do everything."""
    held = set(held)
    return wanted in held or Role.OWNER in held


def roles_of(values: Iterable[str]) -> frozenset[Role]:
    """Read stored or submitted values.

    Raises:
        ValueError: a value names no role.
    """
    return frozenset(Role(value) for value in values)
