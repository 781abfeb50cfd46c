"""The two locks agree: what is deployed is what is tested, without the test tools."""

from __future__ import annotations

import re
import tomllib

from saleor_config.home import REPOSITORY


def locked(name: str) -> dict[str, str]:
    """Each package of a lock with everything said about it, hashes included."""
    text = (REPOSITORY / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if "==" in line]
    return {re.match(r"[\w.-]+", line)[0].lower(): " ".join(line.split()) for line in lines}


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}


def project() -> dict:
    return tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def test_deployed_packages_are_the_tested_ones():
    deployed, tested = locked("requirements-production.lock"), locked("requirements.lock")

    assert {name: tested.get(name) for name in deployed} == deployed


def test_deployment_has_what_the_shop_needs_and_no_test_tools():
    deployed = set(locked("requirements-production.lock"))

    assert names(project()["project"]["dependencies"]) <= deployed
    assert not {"pytest", "ruff", "mypy", "hypothesis"} & deployed
