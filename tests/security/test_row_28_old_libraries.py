"""Row 28: what is installed is what was looked at, and looked at again."""

from __future__ import annotations

import re
import tomllib
from datetime import date

import pytest

from saleor_config.home import REPOSITORY

LOCKS = ("requirements.lock", "requirements-production.lock", "requirements-bootstrap.txt")
#: Majors that Saleor 2.10.1 is bound to: a move is a decision, not an update.
OLD = {"saleor": "2.10.1", "graphene": "2.", "graphql-core": "2.", "graphene-django": "2.9.1"}


def pins(name: str) -> dict[str, str]:
    """Return each requirement of a lock with its version and hashes."""
    text = (REPOSITORY / name).read_text(encoding="utf-8").replace("\\\n", " ")
    rows = [
        row for row in text.splitlines() if row.strip() and not row.startswith(("#", " ", "\t"))
    ]
    return {re.split(r"[=\[ @]", row, maxsplit=1)[0]: row for row in rows}


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_has_one_version_and_hashes(name):
    found = pins(name)

    assert found
    for requirement, row in found.items():
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!]+", row), requirement
        assert "--hash=sha256:" in row, requirement


@pytest.mark.parametrize("name", LOCKS[:2])
def test_old_majors_are_pinned(name):
    found = pins(name)

    for requirement, version in OLD.items():
        assert found[requirement].startswith(f"{requirement}=={version}"), requirement


def test_accepted_weaknesses_say_why_and_until_when():
    policy = tomllib.loads(
        (REPOSITORY / "saleor_config/supply_chain/policy.toml").read_text(encoding="utf-8")
    )

    for entry in policy["advisories"]["accepted"]:
        assert entry["why"]
        assert isinstance(entry["until"], date)
        assert all(re.match(r"(GHSA|CVE|PYSEC)-", each) for each in entry["ids"]), (
            "by id, no blanket"
        )
        assert (REPOSITORY / entry["proven"]).is_file()
