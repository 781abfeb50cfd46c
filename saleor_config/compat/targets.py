"""Changing something in another package, and refusing when it has moved."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import wrapt

Mend = Callable[[ModuleType], None]

#: Name of the module, and what is run on it.
REGISTERED: list[tuple[str, Mend]] = []


class TargetMoved(RuntimeError):
    """A shim's target is gone: the engine or a library changed under us."""

    def __init__(self, owner: object, name: str):
        where = getattr(owner, "__name__", str(owner))
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


def override(owner: type, name: str, value: Any) -> None:
    """Give a class a version of its own of what it inherits.

    Raises:
        TargetMoved: no base of it has the name any more, so nobody would call ours, or it
            has a version of its own by now.
    """
    if not any(name in vars(base) for base in owner.__mro__[1:]):
        raise TargetMoved(owner, name)
    restore(owner, name, value)


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


def mends(module_name: str) -> Callable[[Mend], Mend]:
    """Run the decorated function on a module as soon as it has been imported."""

    def register(mend: Mend) -> Mend:
        REGISTERED.append((module_name, mend))
        wrapt.when_imported(module_name)(mend)
        return mend

    return register


def refuse_missing_modules() -> None:
    """Check that every module a mend waits for can still be imported.

    Only looks at files: importing `saleor.graphql` here would freeze its
    permission list before all apps have registered theirs.

    Raises:
        TargetMoved: for the first module that does not exist.
    """
    for name, _ in REGISTERED:
        if name not in sys.modules and not _has_file(name):
            package, _, leaf = name.rpartition(".")
            raise TargetMoved(package or "import", leaf)


def _has_file(module_name: str) -> bool:
    root, *parts = module_name.split(".")
    spec = importlib.util.find_spec(root)
    folders = (spec.submodule_search_locations or []) if spec else []
    if not parts:
        return spec is not None
    paths = [Path(folder, *parts) for folder in folders]
    return any(
        path.with_suffix(".py").is_file() or (path / "__init__.py").is_file() for path in paths
    )
