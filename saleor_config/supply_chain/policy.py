"""The policy file, and what it says of a licence or an advisory. Pure."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

POLICY_FILE = Path(__file__).with_name("policy.toml")


@dataclass(frozen=True)
class Policy:
    """What `policy.toml` allows."""

    allowed: frozenset[str]
    read: dict[str, str]
    tools: dict[str, str]
    accepted: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    licence: str


def policy_from(path: Path = POLICY_FILE) -> Policy:
    """Read the policy.

    Raises:
        KeyError: an exception does not say why.
    """
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    licences, accepted = said["licences"], said["advisories"]["accepted"]
    for each in (*licences["read"].values(), *licences["tools"].values(), *accepted):
        _ = each["why"]
    return Policy(
        allowed=frozenset(licences["allowed"]),
        read={name_of(name): each["licence"] for name, each in licences["read"].items()},
        tools={name_of(name): each["licence"] for name, each in licences["tools"].items()},
        accepted=tuple(accepted),
    )


def name_of(name: str) -> str:
    """Spell a package's name as locks do."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked_names(lock: str) -> frozenset[str]:
    """Return the packages a requirements lock pins."""
    return frozenset(
        name_of(match[1]) for match in re.finditer(r"^([A-Za-z0-9._-]+)==", lock, re.MULTILINE)
    )


def may_ship(licence: str, policy: Policy) -> bool:
    """Tell whether a licence lets us ship: of alternatives one, of several together all."""
    alternatives = re.split(r"\s*;\s*|\s+OR\s+", _without_brackets(licence))
    return any(
        all(_without_brackets(part) in policy.allowed for part in re.split(r"\s+AND\s+", each))
        for each in alternatives
    )


def _without_brackets(licence: str) -> str:
    """Take off brackets around the whole; those within belong to the name."""
    bracketed = re.fullmatch(r"\((.*)\)", licence.strip())
    return bracketed[1] if bracketed else licence.strip()


def licence_problems(
    packages: list[Package], *, shipped: frozenset[str], policy: Policy
) -> list[str]:
    """Return the packages whose licence is unknown or forbidden."""
    problems = []
    for package in packages:
        name = name_of(package.name)
        licence = policy.read.get(name, package.licence)
        is_tool = name not in shipped and policy.tools.get(name) == licence
        if not may_ship(licence, policy) and not is_tool:
            problems.append(f"{package.name} {package.version}: {licence or 'UNKNOWN'}")
    return problems


def is_accepted(package: str, ids: set[str], *, policy: Policy, today: date) -> bool:
    """Tell whether an advisory, by any of its ids, is one that is lived with today."""
    return any(
        name_of(each["package"]) == name_of(package)
        and ids & set(each["ids"])
        and today <= each["until"]
        for each in policy.accepted
    )
