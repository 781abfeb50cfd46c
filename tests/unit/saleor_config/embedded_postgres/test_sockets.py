"""The socket's folder is private, and nobody can lead us into theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from saleor_config.embedded_postgres import EmbeddedPostgresError, sockets
from saleor_config.embedded_postgres.accounts import account_for
from saleor_config.embedded_postgres.sockets import LONGEST_PATH, folder_name, socket_folder


@pytest.fixture
def shared(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands for /tmp; there is no /run."""
    folder = home / "tmp"
    folder.mkdir()
    monkeypatch.setattr(sockets, "SHARED_FOLDER", folder)
    monkeypatch.setattr(sockets, "RUN_FOLDER", home / "no-run")
    return folder


@pytest.fixture
def cluster(home: Path) -> Path:
    folder = home / ("deep" * 25)
    folder.mkdir()
    return folder


def test_folder_is_private_and_short_however_deep_the_shop(shared, cluster):
    account = account_for(cluster)

    found = socket_folder(cluster, account)

    assert found.parent == shared
    assert len(str(found)) <= LONGEST_PATH
    assert found.stat().st_mode & 0o777 == 0o700
    assert found.stat().st_uid == account.uid


def test_same_cluster_gets_the_same_folder_and_another_one_another(shared, cluster, home):
    account = account_for(cluster)

    assert socket_folder(cluster, account) == socket_folder(cluster, account)
    assert socket_folder(home, account) != socket_folder(cluster, account)


def test_symlink_in_its_place_is_not_followed(shared, cluster, home):
    account = account_for(cluster)
    bait = home / "bait"
    bait.mkdir(mode=0o700)
    (shared / folder_name(cluster, account)).symlink_to(bait)

    with pytest.raises(EmbeddedPostgresError) as refusal:
        socket_folder(cluster, account)

    assert refusal.value.code == "NO_SOCKET_FOLDER"
    assert folder_name(cluster, account) in str(refusal.value)


def test_folder_that_others_can_read_is_not_used(shared, cluster):
    account = account_for(cluster)
    (shared / folder_name(cluster, account)).mkdir(mode=0o755)

    with pytest.raises(EmbeddedPostgresError, match="NO_SOCKET_FOLDER"):
        socket_folder(cluster, account)


def test_shop_with_a_short_path_evades_a_squatter(shared, home):
    account = account_for(home)
    (shared / folder_name(home, account)).write_text("in the way")

    assert socket_folder(home, account) == home / "socket"
