"""Who acted, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping

_ACTORS = {
    "buyer": ("买家", "Buyer"),
    "staff": ("员工", "Staff"),
    "app": ("应用", "App"),
    "operator": ("运营人员", "Operator"),
    "enterprise": ("经营主体", "Enterprise"),
    "system": ("系统", "System"),
    "anonymous": ("访客", "Visitor"),
}
#: Whose number or name staff may read; a buyer stays a buyer.
_NAMED = frozenset({"app", "enterprise", "system"})
_TO_BUYER = {"buyer": ("您", "You"), "system": ("系统", "System")}
_SHOP = ("商家", "Shop")


def staff_id(actor: str) -> int | None:
    """Return the number of the member of staff in `staff:3`; None for anybody else."""
    kind, _, name = actor.partition(":")
    return int(name) if kind == "staff" and name.isascii() and name.isdigit() else None


def actor_words(actor: str, *, staff: Mapping[int, str]) -> tuple[str, str]:
    """Say who acted, as staff read it: `staff` maps their numbers to names."""
    kind, _, name = actor.partition(":")
    zh, en = _ACTORS.get(kind, ("其他", "Other"))
    number = staff_id(actor)
    if number is not None:
        name = staff.get(number) or f"#{number}"
    elif kind not in _NAMED:
        name = ""
    return f"{zh} {name}".strip(), f"{en} {name}".strip()


def actor_words_for_buyer(actor: str) -> tuple[str, str]:
    """Say who acted, as the buyer reads it: herself, the system, or the shop."""
    return _TO_BUYER.get(actor.partition(":")[0], _SHOP)
