"""Back-up, restore, and the prepared database that tests are copied from."""

from __future__ import annotations

import threading
from contextlib import closing

import psycopg2
import pytest

from saleor_config.embedded_postgres import EmbeddedPostgresError, status, stop
from saleor_config.embedded_postgres.__main__ import main
from saleor_config.embedded_postgres.databases import connected
from saleor_config.embedded_postgres.dumps import dump, restore
from saleor_config.embedded_postgres.postmaster import living_postmaster
from saleor_config.embedded_postgres.template import prepared_template


@pytest.fixture
def dumped(start, home, ask):
    """A shop of 45 goods, dumped, that sold out afterwards."""
    dsn = start(home)
    ask(dsn, "CREATE TABLE goods AS SELECT 45 AS kinds")
    dump(home, home / "shop.dump")
    ask(dsn, "DROP TABLE goods")
    return home / "shop.dump"


def databases(home) -> set[str]:
    sockets = living_postmaster(home / "database" / "data").socket_folder
    with connected(sockets, database="postgres") as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
        return {row[0] for row in cursor.fetchall()}


def test_restore_brings_back_what_was_dumped_and_keeps_what_was(start, home, dumped, ask):
    first = restore(home, dumped)

    assert ask(start(home), "SELECT kinds FROM goods") == 45
    assert databases(home) == {"postgres", "shop", first}


def test_broken_file_changes_nothing(start, home, dumped, ask):
    dumped.write_bytes(dumped.read_bytes()[:600])

    with pytest.raises(EmbeddedPostgresError) as refusal:
        restore(home, dumped)

    assert refusal.value.code == "PG_RESTORE_FAILED"
    assert ask(start(home), "SELECT to_regclass('goods')") is None
    assert databases(home) == {"postgres", "shop"}


def test_restore_under_a_running_shop_is_refused(start, home, dumped):
    shop = psycopg2.connect(start(home))
    try:
        with pytest.raises(EmbeddedPostgresError) as refusal:
            restore(home, dumped)
    finally:
        shop.close()

    assert refusal.value.code == "DATABASE_IN_USE"
    assert "make stop" in str(refusal.value)


def test_dump_of_a_stopped_shop_leaves_it_stopped(home, dumped):
    stop(home)

    dump(home, home / "again.dump")

    assert (home / "again.dump").stat().st_size > 0
    assert not status(home).is_running


def test_command_line_answers_with_exit_codes(home, capsys):
    call = ["--home", str(home)]

    assert main([*call, "status"]) == 3
    assert main([*call, "start"]) == 0
    assert main([*call, "status"]) == 0
    assert main([*call, "restore", str(home / "absent")]) == 1
    assert "PG_RESTORE_FAILED" in capsys.readouterr().err
    assert main([*call, "stop"]) == 0


def test_template_is_built_once_however_many_want_it(start, home, ask):
    built: list[str] = []

    def migrate(dsn: str) -> None:
        built.append(dsn)
        ask(dsn, "CREATE TABLE migrated AS SELECT 312 AS files")

    names: list[str] = []
    wanting = [
        threading.Thread(
            target=lambda: names.append(
                prepared_template(home, durable=False, fingerprint="a" * 64, migrate=migrate)
            )
        )
        for _ in range(3)
    ]
    for thread in wanting:
        thread.start()
    for thread in wanting:
        thread.join(60)

    assert names == ["prepared_" + "a" * 16] * 3
    assert len(built) == 1
    ask(start(home), f"CREATE DATABASE copy TEMPLATE {names[0]}")
    assert "copy" in databases(home)


def test_changed_fingerprint_builds_anew_and_drops_the_old(home):
    prepared_template(home, durable=False, fingerprint="a" * 64, migrate=lambda dsn: None)

    name = prepared_template(home, durable=False, fingerprint="b" * 64, migrate=lambda dsn: None)

    assert databases(home) == {"postgres", "shop", name}


@pytest.mark.parametrize(
    ("parts", "starts_from_former"),
    [
        ({"0001": "x", "0002": "y"}, True),
        ({"0001": "changed", "0002": "y"}, False),
        ({"0002": "y"}, False),
    ],
)
def test_added_migrations_go_on_from_the_former_template(home, ask, parts, starts_from_former):
    def first(dsn: str) -> None:
        ask(dsn, "CREATE TABLE earlier (id int)")

    found: list[bool] = []

    def second(dsn: str) -> None:
        with closing(psycopg2.connect(dsn)) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('earlier') IS NOT NULL")
            found.append(cursor.fetchone()[0])

    prepared_template(home, durable=False, fingerprint="a" * 64, parts={"0001": "x"}, migrate=first)
    name = prepared_template(home, durable=False, fingerprint="b" * 64, parts=parts, migrate=second)

    assert found == [starts_from_former]
    assert databases(home) == {"postgres", "shop", name}


def test_failed_migration_leaves_no_template_to_be_found(home):
    def fail(dsn: str) -> None:
        raise RuntimeError("migration broke")

    with pytest.raises(RuntimeError, match="migration broke"):
        prepared_template(home, durable=False, fingerprint="a" * 64, migrate=fail)

    built: list[str] = []
    prepared_template(home, durable=False, fingerprint="a" * 64, migrate=built.append)
    assert len(built) == 1
