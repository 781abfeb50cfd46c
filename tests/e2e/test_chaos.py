"""A small storm: thirty buyers, a WeChat on bad days, three processes killed."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from saleor_config.embedded_postgres import ensure_running, libpq_url, running_postmaster
from saleor_config.embedded_postgres.databases import connected
from saleor_config.embedded_postgres.template import prepared_template
from saleor_config.home import REPOSITORY
from saleor_config.supervisor.stamps import schema_fingerprint
from tests.e2e.test_first_sale import processes_of
from tests.fixtures.prepared_database import _migrate
from tests.ports import two_free_ports

ORDERS, KILLS = 30, 3
PATIENCE = 400  # seconds, on a slow machine; a minute of it is the buyers' deadline


@pytest.fixture
def storm(tmp_path) -> Iterator[dict[str, str]]:
    """The environment of a campaign on a copy of the tests' migrated database."""
    server = settings.DATABASE_HOME
    ensure_running(server, durable=False)
    template = prepared_template(server, fingerprint=schema_fingerprint(), migrate=_migrate)
    sockets = running_postmaster(server).socket_folder
    database = f"chaos_{secrets.token_hex(4)}"
    with connected(sockets, database="postgres") as cursor:
        cursor.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        kept = {k: v for k, v in os.environ.items() if k not in ("REDIS_URL", "WECHAT_APPID")}
        yield {
            **kept,
            "DJANGO_SETTINGS_MODULE": "saleor_config.settings",
            "SHOP_HOME": str(tmp_path / "shop"),
            "PORT": str(two_free_ports()),
            "DATABASE_URL": libpq_url(sockets, database=database),
            "ORDERS": str(ORDERS),
            "SEED": "7",
            "KILLS": str(KILLS),
            "CALM_SECONDS": "5",
        }
        cursor.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


def test_storm_loses_no_fen_and_no_goods(storm):
    campaign = subprocess.Popen(
        [sys.executable, "-m", "saleor_config.chaos"],
        cwd=REPOSITORY,
        env=storm,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        told, _ = campaign.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        campaign.send_signal(signal.SIGINT)  # it stops its shop
        told, _ = campaign.communicate()
        pytest.fail(f"no end in sight:\n{told}")

    assert campaign.returncode == 0, told
    result = json.loads(Path(storm["SHOP_HOME"], "logs", "chaos.json").read_text("utf-8"))
    happened = result["happened"]
    assert set(result["checks"].values()) == {0}
    assert len(result["checks"]) == 10
    assert happened["收款(分) · fen received"] > 0
    assert sum(n for name, n in happened.items() if name.startswith("killed")) == KILLS
    assert happened["killed supervisor"] == 1
    assert result["faults"]
    assert processes_of(storm) == []
