"""What is remembered between starts, and what is shown."""

from __future__ import annotations

import io
import sys
from contextlib import closing

import psycopg2
import pytest

from saleor_config import embedded_postgres
from saleor_config.supervisor.stamps import (
    catalogue_fingerprint,
    people_fingerprint,
    read_stamp,
    schema_fingerprint,
    write_stamp,
)
from saleor_config.supervisor.terminal import Terminal, width


@pytest.fixture
def dsn(home):
    """A database with two applied migrations."""
    address = embedded_postgres.ensure_running(home, durable=False)
    run(
        address,
        "CREATE TABLE django_migrations (id int); INSERT INTO django_migrations VALUES (1), (2)",
    )
    return address


def run(dsn: str, statement: str) -> None:
    with closing(psycopg2.connect(dsn)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


@pytest.fixture
def repository(tmp_path):
    for name in ("requirements.lock", "plugins/orders/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    for name in ("catalog_seed/data/goods.csv", "brand_theme/art/plum.svg", "saleor_config/x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    return tmp_path


def test_facts_are_remembered_and_added_to(dsn):
    assert read_stamp(dsn) == {}

    write_stamp(dsn, schema="a")
    write_stamp(dsn, catalogue="b")

    assert read_stamp(dsn) == {"schema": "a", "catalogue": "b", "applied": "2/2"}


def test_migration_undone_by_hand_voids_the_stamp(dsn):
    write_stamp(dsn, schema="a")

    run(dsn, "DELETE FROM django_migrations WHERE id = 2")

    assert read_stamp(dsn) == {}


@pytest.mark.parametrize("comment", ["our shop", "[1]", "{}"])
def test_comment_of_somebody_else_is_no_stamp(dsn, comment):
    run(dsn, f"COMMENT ON DATABASE shop IS '{comment}'")

    assert read_stamp(dsn) == {}


def test_user_who_may_not_comment_works_without_a_stamp(dsn):
    run(dsn, "CREATE ROLE guest LOGIN; GRANT SELECT ON django_migrations TO guest")

    write_stamp(f"{dsn}?options=-c%20role%3Dguest", schema="a")

    assert read_stamp(dsn) == {}


@pytest.mark.parametrize(
    ("changed", "schema_too"),
    [
        ("plugins/orders/migrations/0001_initial.py", True),
        ("requirements.lock", True),
        ("saleor_config/settings/django_core.py", True),
        ("saleor_config/capabilities.py", True),
        ("saleor_config/x.py", False),
        ("catalog_seed/data/goods.csv", False),
    ],
)
def test_schema_fingerprint_follows_migrations_lock_and_apps(repository, changed, schema_too):
    before = schema_fingerprint(repository)

    (repository / changed).parent.mkdir(parents=True, exist_ok=True)
    (repository / changed).write_text("2")

    assert (schema_fingerprint(repository) != before) is schema_too


@pytest.mark.parametrize(
    ("changed", "matters"),
    [
        ("catalog_seed/data/goods.csv", True),
        ("catalog_seed/photos/plum.jpg", True),
        ("brand_theme/art/plum.svg", True),
        ("catalog_seed/__pycache__/x.pyc", False),
        ("plugins/orders/migrations/0001_initial.py", False),
    ],
)
def test_catalogue_fingerprint_follows_data_pictures_and_photographs(repository, changed, matters):
    before = catalogue_fingerprint(repository)

    (repository / changed).parent.mkdir(parents=True, exist_ok=True)
    (repository / changed).write_text("2")

    assert (catalogue_fingerprint(repository) != before) is matters


@pytest.mark.parametrize(
    ("changed", "matters"),
    [
        ("plugins/orders/console/__init__.py", True),
        ("plugins/kernel/console.py", True),
        ("brand_theme/console/roles.py", True),
        ("plugins/orders/models.py", False),
    ],
)
def test_people_fingerprint_follows_what_grants_permissions(repository, changed, matters):
    before = people_fingerprint(repository)

    (repository / changed).parent.mkdir(parents=True, exist_ok=True)
    (repository / changed).write_text("2")

    assert (people_fingerprint(repository) != before) is matters


def test_box_is_straight_around_chinese_text(tmp_path, capsys):
    Terminal(tmp_path).box(
        [("商城接口 Shop API", "http://127.0.0.1:8000"), ("Stop", "停止")], title="大冶 ready"
    )

    lines = capsys.readouterr().out.splitlines()
    assert len({width(line) for line in lines}) == 1
    assert lines[0].startswith("╭─ 大冶 ready ─")


def test_every_line_is_kept_and_routine_is_not_shown(tmp_path, capsys):
    terminal = Terminal(tmp_path)

    terminal.line("worker", "[: INFO/MainProcess] Task received")
    terminal.line("worker", "2026-11-27 04:32:04,105 INFO celery.app.trace [7] Task succeeded")
    terminal.line("worker", "[: ERROR/MainProcess] Task failed")
    terminal.line("web", "starting", shown=False)

    shown = capsys.readouterr().out
    assert "Task failed" in shown
    assert "received" not in shown
    assert "succeeded" not in shown
    assert "starting" not in shown
    assert "Task received" in (tmp_path / "worker.log").read_text()
    assert "starting" in (tmp_path / "web.log").read_text()


def test_terminal_that_went_away_is_survived(tmp_path, monkeypatch):
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    terminal = Terminal(tmp_path)

    terminal.line("web", "first")
    terminal.line("web", "second")

    assert (tmp_path / "web.log").read_text().count("\n") == 2
