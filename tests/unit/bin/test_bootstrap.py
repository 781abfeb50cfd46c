"""Setting up on a machine as it is: its Python, its index, its certificates."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections import namedtuple
from pathlib import Path

import pytest

from saleor_config.home import REPOSITORY

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def bootstrap():
    spec = importlib.util.spec_from_file_location("bootstrap", REPOSITORY / "bin" / "bootstrap.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A checkout without .venv and a PATH with nothing but what a test puts there."""
    checkout = tmp_path / "shop"
    (checkout / "bin").mkdir(parents=True)
    script = checkout / "bin" / "bootstrap"
    script.write_bytes((REPOSITORY / "bin" / "bootstrap").read_bytes())
    script.chmod(0o755)
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "dirname").symlink_to("/usr/bin/dirname")
    return tmp_path


def python(machine: Path, name: str, *, fits: bool, complete: bool = True) -> None:
    """Install a stand-in Python that answers the two questions and names itself."""
    program = machine / "path" / name
    program.write_text(
        "#!/bin/sh\n"
        'case "$*" in\n'
        f"*version_info*) exit {0 if fits else 1};;\n"
        f"*ensurepip*) exit {0 if complete else 1};;\n"
        f'*bootstrap.py) echo "set up by {name}";;\n'
        "esac\n"
    )
    program.chmod(0o755)


def bootstrapped(machine: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(machine / "shop" / "bin" / "bootstrap")],
        env={"PATH": str(machine / "path"), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_newest_working_python_is_chosen(machine):
    python(machine, "python3.13", fits=False)  # a version manager's empty promise
    python(machine, "python3.12", fits=True)
    python(machine, "python3.11", fits=True)

    assert bootstrapped(machine).stdout == "set up by python3.12\n"


def test_chosen_python_goes_first(machine):
    python(machine, "python3.12", fits=True)
    python(machine, "python3.11", fits=True)

    assert bootstrapped(machine, PYTHON="python3.11").stdout == "set up by python3.11\n"


def test_wrong_python_gets_one_line_with_the_way_out(machine):
    python(machine, "python3", fits=False)

    refused = bootstrapped(machine)

    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "[WRONG_PYTHON]" in refused.stderr
    assert "PYTHON=/path/to/python3.12" in refused.stderr


def test_python_without_venv_gets_one_line_with_the_way_out(machine):
    python(machine, "python3", fits=True, complete=False)

    refused = bootstrapped(machine)

    assert refused.returncode == 1
    assert "apt install python3-venv" in refused.stderr
    assert "[NO_VENV]" in refused.stderr


def test_nothing_is_done_when_the_lock_is_installed(bootstrap, tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    (tmp_path / "stamp").write_text(bootstrap.fingerprint())

    def unexpected(*_):
        pytest.fail("installed again")

    monkeypatch.setattr(bootstrap, "run", unexpected)
    monkeypatch.setattr(bootstrap, "require_room", unexpected)

    assert bootstrap.main() == 0


@pytest.mark.parametrize("changed", ["LOCK", "BOOTSTRAP_LOCK"])
def test_changed_lock_is_installed_again(bootstrap, tmp_path, monkeypatch, changed):
    before = bootstrap.fingerprint()
    (tmp_path / "lock").write_text("django==9")

    monkeypatch.setattr(bootstrap, changed, tmp_path / "lock")

    assert bootstrap.fingerprint() != before


def test_interrupted_installation_is_not_mistaken_for_a_finished_one(
    bootstrap, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    (tmp_path / "stamp").write_text("of an older lock")
    monkeypatch.setattr(bootstrap, "has_right_python", lambda: True)
    monkeypatch.setattr(bootstrap, "LOCK", tmp_path / "lock")
    (tmp_path / "lock").write_text("django==9")

    def no_network(command, environment):
        raise bootstrap.CannotSetUp("no network")

    monkeypatch.setattr(bootstrap, "run", no_network)

    assert bootstrap.main() == 1
    assert "no network" in capsys.readouterr().err
    assert bootstrap.installed() == ""


def test_full_disk_is_noticed_before_installing(bootstrap, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda _: Usage(1, 1, 7 * 2**20))

    assert bootstrap.main() == 1
    assert "Only 7 MB are free" in capsys.readouterr().err


def test_pips_environment_wins_over_its_files(bootstrap):
    listing = (
        ":env:.cert='/env.pem'\n"
        "global.cert='/global.pem'\n"
        "global.index-url='https://mirror.invalid/simple'\n"
        "install.index-url='https://install.invalid/simple'\n"
        "global.extra-index-url='\\nhttps://a.invalid\\nhttps://b.invalid'\n"
    )

    assert bootstrap.parse_pip_settings(listing) == {
        "cert": "/env.pem",
        "index-url": "https://install.invalid/simple",
        "extra-index-url": "\nhttps://a.invalid\nhttps://b.invalid",
    }


def test_uv_is_told_what_pip_knows(bootstrap, tmp_path):
    pip = {
        "cert": "/company.pem",
        "index-url": "https://mirror.invalid/simple",
        "extra-index-url": "\nhttps://a.invalid\nhttps://b.invalid",
        "trusted-host": "mirror.invalid",
        "proxy": "http://proxy.invalid:3128",
        "timeout": "60",
        "find-links": f"{tmp_path} {tmp_path}/absent https://wheels.invalid/",
        "disable-pip-version-check": "1",
    }

    assert bootstrap.uv_environment(pip, {"PATH": "/bin"}) == {
        "PATH": "/bin",
        "SSL_CERT_FILE": "/company.pem",
        "UV_DEFAULT_INDEX": "https://mirror.invalid/simple",
        "UV_INDEX": "https://a.invalid https://b.invalid",
        "UV_INSECURE_HOST": "mirror.invalid",
        "ALL_PROXY": "http://proxy.invalid:3128",
        "UV_HTTP_TIMEOUT": "60",
        "UV_FIND_LINKS": f"{tmp_path},https://wheels.invalid/",
    }


def test_what_uv_was_told_already_is_left_alone(bootstrap):
    told = {"UV_DEFAULT_INDEX": "https://own.invalid", "SSL_CERT_FILE": "/own.pem"}

    answer = bootstrap.uv_environment(
        {"index-url": "https://pip.invalid", "cert": "/pip.pem"}, told
    )

    assert answer == told


def test_without_a_certificate_of_pips_the_machines_are_trusted(bootstrap, monkeypatch):
    paths = bootstrap.ssl.get_default_verify_paths()
    monkeypatch.setattr(
        bootstrap.ssl, "get_default_verify_paths", lambda: paths._replace(cafile="/etc/ca.pem")
    )

    assert bootstrap.uv_environment({}, {}) == {"UV_SYSTEM_CERTS": "1"}


def test_scripts_that_make_calls_can_be_executed():
    for script in ("bin/bootstrap", "bin/check", "bin/serve-web", "bin/web-answers", ".ci/run"):
        assert os.access(REPOSITORY / script, os.X_OK), script
