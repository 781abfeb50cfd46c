"""What the supervisor says before it touches anything."""

from __future__ import annotations

from collections import namedtuple

import pytest

from saleor_config.supervisor import refusals
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.refusals import (
    CannotRun,
    require_free_port,
    require_python,
    require_room,
)

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_supported_python_is_accepted(version):
    assert require_python(version) is None


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_other_python_is_refused_with_the_way_out(version):
    with pytest.raises(CannotRun) as refusal:
        require_python(version)

    assert refusal.value.code == "WRONG_PYTHON"
    assert "PYTHON=python3.12 make run" in str(refusal.value)


def test_full_disk_is_refused_with_the_way_out(tmp_path, monkeypatch):
    monkeypatch.setattr(refusals.shutil, "disk_usage", lambda _: Usage(1, 1, 5 * 2**20))

    with pytest.raises(CannotRun, match="5 MB.*SHOP_HOME") as refusal:
        require_room(tmp_path)

    assert refusal.value.code == "DISK_FULL"


def test_free_port_is_accepted(port):
    assert (
        require_free_port(port, purpose_zh="商城", purpose_en="the shop", variable="PORT") is None
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [("PORT", "http"), ("PORT", "0"), ("PORT", "65535"), ("WEB_WORKERS", "-1"), ("PORT", "8.5")],
)
def test_number_that_makes_no_sense_is_named(variable, value):
    with pytest.raises(CannotRun) as refusal:
        Options.from_environment({variable: value})

    assert refusal.value.code == "BAD_NUMBER"
    assert f"{variable}={value}" in str(refusal.value)


def test_production_is_not_for_make_run():
    with pytest.raises(CannotRun) as refusal:
        Options.from_environment({"SHOP_ENV": "production"})

    assert refusal.value.code == "PRODUCTION"


def test_options_of_an_empty_environment():
    options = Options.from_environment({})

    assert (options.port, options.simulator_port, options.web_workers) == (8000, 8001, 2)
    assert options.database_url == ""


def test_shop_with_real_wechat_keys_runs_no_simulator():
    assert Options.from_environment({"WECHAT_APPID": "wx1"}).simulator_port is None


def test_simulator_follows_the_port_unless_told_otherwise():
    assert Options.from_environment({"PORT": "9000"}).simulator_port == 9001
    assert Options.from_environment({"WECHAT_SIMULATOR_PORT": "7000"}).simulator_port == 7000
