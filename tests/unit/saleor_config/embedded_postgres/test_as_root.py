"""What only root can meet: other users, and folders that the server cannot enter.

Collected only when root runs the tests.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from saleor_config.embedded_postgres import (
    EmbeddedPostgresError,
    binaries,
    ensure_running,
    sockets,
    stop,
)
from saleor_config.embedded_postgres.accounts import account_for
from saleor_config.embedded_postgres.sockets import folder_name, socket_folder

DAEMON = 1


def refused(home: Path) -> EmbeddedPostgresError:
    with pytest.raises(EmbeddedPostgresError) as refusal:
        ensure_running(home, durable=False)
    return refusal.value


def test_shop_of_another_user_is_refused(start, home, in_another_process):
    start(home)  # the server's files belong to nobody

    with pytest.raises(AssertionError, match="DATABASE_OF_ANOTHER_USER"):
        in_another_process(lambda: start(home), user="daemon")


def test_shop_under_a_closed_folder_keeps_its_data_elsewhere(start, home, system_folder, ask):
    closed = home / "root"
    closed.mkdir(mode=0o700)

    ask(start(closed / "shop"), "CREATE TABLE kept AS SELECT 45 AS goods")
    stop(closed / "shop")

    elsewhere = Path((closed / "shop" / "database" / "moved-to").read_text().strip())
    assert elsewhere.parent == system_folder
    assert (elsewhere / "data" / "PG_VERSION").exists()
    assert ask(start(closed / "shop"), "SELECT goods FROM kept") == 45
    stop(closed / "shop")


def test_programs_that_the_account_cannot_see_are_copied(
    start, home, system_folder, monkeypatch, ask
):
    hidden = home / "venv"
    hidden.mkdir(mode=0o700)
    site_packages = binaries.packaged_programs().parents[2]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(site_packages / name, hidden / name)
    monkeypatch.setattr(binaries, "packaged_programs", lambda: hidden / binaries.PROGRAMS)

    assert ask(start(home), "SELECT 1") == 1

    copies = [path.name for path in system_folder.iterdir()]
    assert len(copies) == 1
    assert copies[0].startswith("postgres-18")
    stop(home)


def test_shop_moved_under_a_closed_folder_does_not_start_empty(start, home, system_folder):
    start(home / "shop")
    stop(home / "shop")
    closed = home / "root"
    closed.mkdir(mode=0o700)
    (home / "shop").rename(closed / "shop")

    assert refused(closed / "shop").code == "FOLDER_UNREACHABLE"
    assert not system_folder.exists()
    assert (closed / "shop" / "database" / "data" / "PG_VERSION").exists()


def test_pointer_to_a_folder_that_is_gone_is_explained(home, system_folder):
    (home / "database").mkdir()
    (home / "database" / "moved-to").write_text(f"{home}/gone\n")

    assert refused(home).code == "DATABASE_FOLDER_GONE"


def test_folder_of_a_stranger_is_not_used(home, monkeypatch):
    monkeypatch.setattr(sockets, "SHARED_FOLDER", home)
    monkeypatch.setattr(sockets, "RUN_FOLDER", home / "no-run")
    cluster = home / ("deep" * 25)
    cluster.mkdir()
    account = account_for(cluster)
    taken = home / folder_name(cluster, account)
    taken.mkdir(mode=0o700)
    os.chown(taken, DAEMON, DAEMON)

    with pytest.raises(EmbeddedPostgresError, match="NO_SOCKET_FOLDER"):
        socket_folder(cluster, account)
