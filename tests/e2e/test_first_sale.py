"""A stranger's first minute: a shop that was never there sells its first goods."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from saleor_config.home import REPOSITORY
from tests.ports import two_free_ports

FIRST_START = 600  # seconds, on a slow machine: migrating and drawing take their time


@pytest.fixture
def new_shop() -> Iterator[dict[str, str]]:
    """The environment of a shop in an empty folder; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="first-sale-") as folder:
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "REDIS_URL")
        }
        environment |= {
            "SHOP_HOME": str(Path(folder, "shop")),
            "PORT": str(two_free_ports()),
            "DEMO_ORDERS": "off",
        }
        yield environment
        subprocess.run(
            [sys.executable, "-m", "saleor_config.supervisor", "reset"],
            cwd=REPOSITORY,
            env=environment,
            check=True,
            capture_output=True,
        )


def processes_of(environment: dict[str, str]) -> list[str]:
    home = environment["SHOP_HOME"]
    found = []
    for process in psutil.process_iter(["cmdline"]):
        try:
            if process.environ().get("SHOP_HOME") == home:
                found.append(" ".join(process.info["cmdline"] or []))
        except psutil.Error:
            continue  # ended meanwhile, or a kernel thread
    return found


def test_new_shop_sells_to_a_new_buyer_and_leaves_no_process(new_shop):
    sale = subprocess.run(
        [sys.executable, "manage.py", "demo_sale", "--json"],
        cwd=REPOSITORY,
        env=new_shop,
        capture_output=True,
        text=True,
        timeout=FIRST_START,
        check=False,
    )

    assert sale.returncode == 0, sale.stderr[-2000:]
    told = json.loads(sale.stdout.splitlines()[-1])
    order = told["order"]
    assert len(told["steps"]) == 11
    assert order["states"] == {
        "order": "PAID",
        "fulfilment": "UNFULFILLED",
        "payment": "FULLY_CHARGED",
    }
    assert order["paid_fen"] == order["total_fen"] > 0
    assert len({line["sku"] for line in order["lines"]}) == 2
    assert processes_of(new_shop) == []
