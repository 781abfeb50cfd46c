"""One server from its first start to its end, as root and as an ordinary user."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg2
import pytest

from saleor_config.embedded_postgres import ensure_running, status, stop
from saleor_config.embedded_postgres.postmaster import living_postmaster, wait_until_gone

IS_ROOT = os.geteuid() == 0
# The user who runs the shop -> the user the server must then run as.
RUN_AS = {"root": "nobody", "daemon": "daemon"} if IS_ROOT else {None: None}


def test_first_start_gives_a_durable_server_that_splits_chinese(home, ask):
    dsn = ensure_running(home)

    assert ask(dsn, "SELECT array_length(show_trgm('数据库'), 1)") > 0
    assert ask(dsn, "SHOW fsync") == "on"
    assert ask(dsn, "SHOW listen_addresses") == ""
    assert (
        ask(dsn, "SELECT concat(datlocprovider, datlocale) FROM pg_database WHERE datname='shop'")
        == "bC.UTF-8"
    )


def test_second_call_finds_the_running_server_at_once(start, home):
    start(home)
    pid = status(home).pid

    began = time.perf_counter()
    start(home)

    assert time.perf_counter() - began < 0.2
    assert status(home).pid == pid


def test_stop_keeps_the_data_and_says_whether_it_did_anything(start, home, ask):
    ask(start(home), "CREATE TABLE kept AS SELECT 45 AS goods")

    assert stop(home) is True
    assert stop(home) is False
    assert not status(home).is_running
    assert ask(start(home), "SELECT goods FROM kept") == 45


def test_stopping_a_shop_that_never_was_creates_nothing(home):
    assert stop(home / "never") is False
    assert not (home / "never").exists()


@pytest.mark.parametrize("user", RUN_AS)
def test_server_runs_unprivileged_in_private_folders_without_tcp(
    start, home, user, in_another_process
):
    if user == "daemon":
        os.chown(home, 1, 1)

    in_another_process(lambda: start(home), user=user)

    found = living_postmaster(home / "database" / "data")
    process = psutil.Process(found.pid)
    assert process.username() == (RUN_AS[user] or psutil.Process().username())
    assert process.uids().effective != 0
    assert (home / "database").stat().st_mode & 0o777 == 0o700
    assert found.socket_folder.stat().st_mode & 0o777 == 0o700
    assert len(str(found.socket_folder)) < 85
    assert process.net_connections(kind="inet") == []


def test_server_survives_the_process_that_started_it(home):
    command = [sys.executable, "-m", "saleor_config.embedded_postgres", "--home", str(home)]
    subprocess.run([*command, "start"], check=True, capture_output=True, timeout=60)

    answer = subprocess.run([*command, "status"], capture_output=True, text=True, timeout=60)

    assert answer.returncode == 0
    assert f"pid {status(home).pid}" in answer.stdout


def test_three_processes_racing_a_cold_start_share_one_server(start, home, forked):
    answers = forked.Queue()
    racers = [
        forked.Process(target=lambda: answers.put((start(home), status(home).pid)))
        for _ in range(3)
    ]

    for racer in racers:
        racer.start()
    seen = {answers.get(timeout=60) for _ in racers}
    for racer in racers:
        racer.join(timeout=30)

    assert len(seen) == 1


def test_killed_postmaster_is_replaced_and_committed_data_is_there(home, ask):
    ask(ensure_running(home), "CREATE TABLE paid AS SELECT 1990 AS fen")
    killed = status(home).pid

    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed, home / "database" / "data", patience=5)

    assert ask(ensure_running(home), "SELECT fen FROM paid") == 1990
    assert status(home).pid != killed


def test_backend_of_a_killed_postmaster_is_ended_before_the_next_start(home, ask):
    busy = psycopg2.connect(ensure_running(home))
    busy.cursor().execute("SELECT 1")
    killed = status(home).pid
    backend = busy.info.backend_pid
    os.kill(backend, signal.SIGSTOP)  # a backend that cannot notice the death

    os.kill(killed, signal.SIGKILL)
    wait_until_gone(killed, home / "database" / "data", patience=5)
    dsn = ensure_running(home)

    assert ask(dsn, "SELECT 1") == 1
    assert not psutil.pid_exists(backend) or (
        psutil.Process(backend).status() == psutil.STATUS_ZOMBIE
    )
    busy.close()


def test_server_that_lost_its_socket_is_restarted(start, home, ask):
    start(home)
    found = living_postmaster(home / "database" / "data")
    (found.socket_folder / ".s.PGSQL.5432").unlink()

    dsn = start(home)

    assert ask(dsn, "SELECT 1") == 1
    assert status(home).pid != found.pid


def test_half_made_cluster_is_made_anew(start, home, ask):
    start(home)
    stop(home)
    cluster = home / "database"
    (cluster / "data").rename(cluster / "data.new")
    (cluster / "data.new" / "PG_VERSION").unlink()

    assert ask(start(home), "SELECT 1") == 1


def test_two_shops_run_side_by_side(start, home, ask):
    here, there = home / "a", home / "b"
    try:
        ask(start(here), "CREATE TABLE only_here (a int)")

        assert ask(start(there), "SELECT to_regclass('only_here')") is None
        assert status(here).pid != status(there).pid
    finally:
        stop(here)
        stop(there)


def test_operators_own_settings_win(start, home: Path, ask):
    start(home)
    stop(home)
    (home / "database" / "operator.conf").write_text("work_mem = '11MB'\n")
    (home / "database" / "operator.conf").chmod(0o644)

    assert ask(start(home), "SHOW work_mem") == "11MB"
