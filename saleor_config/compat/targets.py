"""Replacing something in another package, and refusing when it has moved."""

from __future__ import annotations

from typing import Any


class TargetMoved(RuntimeError):
    """A shim's target is gone: the engine or a library changed under us."""

    def __init__(self, owner: object, name: str):
        where = getattr(owner, "__name__", repr(owner))
        super().__init__(
            f"兼容补丁的目标已不存在:{where}.{name}。请核对依赖版本后删改对应补丁。"
            f" The target of a compatibility shim is gone: {where}.{name}."
            " Check the locked versions, then change or delete the shim."
        )


def restore(owner: object, name: str, value: Any) -> None:
    """Give `owner` back a name that it dropped.

    Raises:
        TargetMoved: the name exists again, so the shim has outlived its reason.
    """
    if name in vars(owner) and vars(owner)[name] is not value:
        raise TargetMoved(owner, name)
    setattr(owner, name, value)


def replace(owner: object, name: str, value: Any) -> Any:
    """Replace an existing attribute and return the original.

    Raises:
        TargetMoved: `owner` has no such attribute.
    """
    if name not in vars(owner):
        raise TargetMoved(owner, name)
    original = vars(owner)[name]
    setattr(owner, name, value)
    return original
