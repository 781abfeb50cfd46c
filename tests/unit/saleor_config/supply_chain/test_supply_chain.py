"""Forbidden licences and known weaknesses fail the audit; being offline is said."""

from __future__ import annotations

import json
from datetime import date

import pytest

from saleor_config.supply_chain import __main__ as audit
from saleor_config.supply_chain import tools
from saleor_config.supply_chain.policy import (
    Package,
    is_accepted,
    licence_problems,
    locked_names,
    may_ship,
    name_of,
    policy_from,
)
from saleor_config.supply_chain.tools import Looked

POLICY = policy_from()
SHIPPED = locked_names(audit.SHIPPED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND PSF-2.0", True),
        ("MIT AND GPL-3.0-only", False),
        ("Artistic License; GNU General Public License (GPL)", True),
        ("GPL-3.0-or-later", False),
        ("GNU Affero General Public License v3", False),
        ("UNKNOWN", False),
        ("", False),
        ("SSPL-1.0", False),
        ("(MIT OR CC0-1.0)", True),
    ],
)
def test_which_licences_may_be_shipped(licence, allowed):
    assert may_ship(licence, POLICY) is allowed


def test_a_tool_may_be_what_shipped_goods_may_not():
    gpl = Package("localstripe", "1.15", "GPL-3.0-or-later")

    assert licence_problems([gpl], shipped=frozenset(), policy=POLICY) == []
    assert licence_problems([gpl], shipped=frozenset({"localstripe"}), policy=POLICY)
    other = Package("anything", "1", "GPL-3.0-or-later")
    assert licence_problems([other], shipped=frozenset(), policy=POLICY)


def test_no_tool_of_the_policy_is_shipped():
    assert not set(POLICY.tools) & SHIPPED


def test_everything_installed_is_allowed():
    packages = tools.installed_packages()

    assert len(packages) > 100
    assert licence_problems(packages, shipped=SHIPPED, policy=POLICY) == []


def test_everything_of_npm_is_allowed():
    for lock in audit.NPM_LOCKS:
        packages = tools.npm_packages(lock)
        assert packages
        assert licence_problems(packages, shipped=frozenset(), policy=POLICY) == []


def test_all_npm_locks_are_named(pytestconfig):
    root = pytestconfig.rootpath
    found = {
        path
        for folder in ("tests", "brand_theme", "plugins", "saleor_config")
        for path in (root / folder).rglob("package-lock.json")
        if "node_modules" not in path.parts
    }
    assert {path.resolve() for path in found} == {path.resolve() for path in audit.NPM_LOCKS}


def test_an_acceptance_ends():
    known, day = {"PYSEC-2026-746", "X-1"}, date(2027, 1, 1)

    assert is_accepted("Saleor", known, policy=POLICY, today=day)
    assert not is_accepted("saleor", known, policy=POLICY, today=date(2028, 1, 1))
    assert not is_accepted("django", known, policy=POLICY, today=day)


def test_a_new_weakness_of_the_engine_is_not_accepted_beforehand():
    assert not is_accepted("saleor", {"CVE-2099-1"}, policy=POLICY, today=date(2027, 1, 1))


def test_names_are_spelled_alike():
    assert name_of("Resvg_Py") == name_of("resvg.py") == "resvg-py"
    assert locked_names("a_b==1 ; x\n    --hash=sha256:0\nC==2\n") == {"a-b", "c"}


@pytest.fixture
def answers(monkeypatch):
    """Let both databases of advisories answer: `answers([...])` or an exception."""
    monkeypatch.setattr(tools, "installed_packages", list)

    def answer(found, *unasked):
        def ask(lock):
            if isinstance(found, Exception):
                raise found
            return Looked(found if "requirements" in lock.name else [], unasked)

        monkeypatch.setattr(tools, "python_advisories", ask)
        monkeypatch.setattr(tools, "npm_advisories", ask)

    return answer


def test_a_known_weakness_fails(answers, tmp_path, capsys):
    answers([("django 5.2.0", {"CVE-2099-1"}, "5.2.99"), ("saleor 2.10.1", {"CVE-2022-0932"}, "")])

    assert audit.main(["--sbom", str(tmp_path / "bill.json")]) == 1

    out = capsys.readouterr().out
    assert "django 5.2.0 CVE-2099-1，升级至 → 5.2.99" in out
    assert "CVE-2022-0932" not in out


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_packages_that_were_not_looked_up_are_no_clean_bill(
    answers, tmp_path, capsys, strict, status
):
    answers([], "django", "pillow")

    assert audit.main(["--sbom", str(tmp_path / "bill.json"), *strict]) == status
    assert "2 packages were NOT looked up: django, pillow" in capsys.readouterr().out


def test_what_pip_audit_skips_is_told(monkeypatch):
    skipped = {"name": "django", "skip_reason": "Dependency not found on PyPI"}
    monkeypatch.setattr(tools, "_json", lambda *_: {"dependencies": [skipped]})

    assert tools.python_advisories(audit.LOCK) == Looked(found=[], unasked=("django",))


@pytest.mark.parametrize(("strict", "status"), [([], 0), (["--strict"], 1)])
def test_being_offline_is_said(answers, tmp_path, capsys, strict, status):
    answers(tools.ToolFailed("no route"))

    assert audit.main(["--sbom", str(tmp_path / "bill.json"), *strict]) == status
    assert "NOT looked up" in capsys.readouterr().out


def test_the_bill_names_what_is_shipped(answers, tmp_path):
    answers([])
    bill = tmp_path / "deep" / "bill.json"

    assert audit.main(["--sbom", str(bill)]) == 0

    names = {name_of(each["name"]) for each in json.loads(bill.read_text())["components"]}
    assert {"saleor", "django", "nh3"} <= names
    assert names == set(SHIPPED)


def test_a_tool_without_an_answer_says_what_it_said(tmp_path):
    script = tmp_path / "tool"
    script.write_text("#!/bin/sh\necho 'Connection refused' >&2\nexit 1\n")
    script.chmod(0o700)

    with pytest.raises(tools.ToolFailed, match="Connection refused"):
        tools._json([script])
