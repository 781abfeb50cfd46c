"""One environment variable, and the ways in which one is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def text(value: str) -> str:
    return value.strip()


def whole_number(value: str) -> int:
    return int(value)


def switch(value: str) -> bool:
    """Read an on/off word; anything else is an error rather than a guess."""
    words = {"1": True, "true": True, "on": True, "yes": True}
    words |= {"0": False, "false": False, "off": False, "no": False}
    return words[value.strip().lower()]


def words(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]


def table(value: str) -> dict[str, Any]:
    """Read a JSON object."""
    read = json.loads(value)
    if not isinstance(read, dict):
        raise ValueError("not a JSON object")
    return read


@dataclass(frozen=True)
class Variable:
    """One environment variable: how it is read and what it is for."""

    name: str
    read: Callable[[str], Any]
    default: str
    doc: str
    secret: bool = False
    needed_in_production: bool = False
