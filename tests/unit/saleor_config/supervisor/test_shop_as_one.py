"""Everything starts together, is kept running, and ends together."""

from __future__ import annotations

import signal
import socket

import psutil
import pytest

from saleor_config import embedded_postgres

ALL = {"web", "web-child", "worker", "beat", "simulator"}


def test_addresses_are_shown_once_the_shop_answers(shop, port):
    printed = shop.start().wait_for("The shop is ready")

    assert f"http://127.0.0.1:{port}/graphql/" in printed
    assert f"http://127.0.0.1:{port + 1}/sim/" in printed
    assert str(shop.home) in printed


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_ends_everything_and_is_no_error(shop, number):
    shop.start().wait_for("beat      | awake")
    assert set(shop.programs()) == ALL

    assert shop.end(number) == 0

    assert shop.programs() == {}
    assert not embedded_postgres.status(shop.home).is_running


@pytest.mark.parametrize("kind", ["stubborn"])
def test_program_that_ignores_the_request_is_ended_all_the_same(shop, kind):
    shop.environment["STAND_IN"] = kind
    shop.start().wait_for("beat      | awake")

    assert shop.end(signal.SIGTERM) == 0

    assert shop.programs() == {}


def test_killed_supervisor_leaves_nobody_and_the_next_one_takes_over(shop):
    shop.start().wait_for("beat      | awake")

    shop.end(signal.SIGKILL)
    shop.wait_until(lambda: not set(shop.programs()) & (ALL - {"web-child"}))
    shop.start().wait_for("beat      | awake")
    shop.end(signal.SIGTERM)

    assert shop.programs() == {}
    assert not embedded_postgres.status(shop.home).is_running


def test_stop_cleans_up_after_a_killed_supervisor(shop):
    shop.start().wait_for("beat      | awake")
    shop.end(signal.SIGKILL)

    stopped = shop.command("stop")

    assert stopped.returncode == 0
    assert shop.programs() == {}
    assert not embedded_postgres.status(shop.home).is_running


def test_stop_from_another_terminal_ends_the_shop(shop):
    shop.start().wait_for("The shop is ready")

    assert "已停止" in shop.command("stop").stdout

    assert shop.process.wait(10) == 0
    assert shop.programs() == {}
    assert "没有在运行" in shop.command("stop").stdout
    assert shop.command("status").returncode == 3


def test_second_start_of_the_same_shop_is_refused_and_disturbs_nothing(shop, port):
    shop.start().wait_for("beat      | awake")

    second = shop.command("run")

    assert second.returncode == 1
    assert f"127.0.0.1:{port}, pid {shop.process.pid}" in second.stderr
    assert "[ALREADY_RUNNING]" in second.stderr
    assert "make stop" in second.stderr
    assert set(shop.programs()) == ALL


def test_crashed_worker_is_restarted(shop):
    shop.start().wait_for("worker    | awake")
    crashed = shop.programs()["worker"]

    crashed.kill()
    shop.wait_for("worker ended, restart in 1 s.")
    shop.wait_until(lambda: "worker" in shop.programs())

    assert shop.programs()["worker"].pid != crashed.pid


def test_children_of_a_crashed_web_server_go_before_it_is_restarted(shop):
    shop.start().wait_for("beat      | awake")
    orphan = shop.programs()["web-child"]

    shop.programs()["web"].kill()
    shop.wait_for("web ended")
    shop.wait_until(lambda: "web" in shop.programs())

    assert not orphan.is_running() or orphan.status() == psutil.STATUS_ZOMBIE


def test_killed_database_is_brought_back(shop):
    shop.start().wait_for("The shop is ready")
    killed = embedded_postgres.status(shop.home).pid

    psutil.Process(killed).kill()

    shop.wait_until(lambda: embedded_postgres.status(shop.home).pid not in (None, killed))


def test_database_that_ran_before_keeps_running_after_ctrl_c_but_not_after_stop(shop):
    embedded_postgres.ensure_running(shop.home)
    before = embedded_postgres.status(shop.home).pid

    shop.start().wait_for("The shop is ready")
    shop.end(signal.SIGINT)

    assert embedded_postgres.status(shop.home).pid == before
    shop.command("stop")
    assert not embedded_postgres.status(shop.home).is_running


def test_part_that_does_not_come_up_is_shown_and_ends_the_start(shop):
    shop.environment["STAND_IN"] = "broken"

    printed = shop.start().wait_for("[CHILD_DID_NOT_START]")

    assert shop.process.wait(20) == 1
    assert "no module named plum" in printed
    assert "web.log" in printed
    assert shop.programs() == {}


def test_stop_during_the_preparation_does_not_wait_for_it(shop):
    shop.environment["STAND_IN"] = "slow"
    shop.start().wait_for("awake")

    assert shop.end(signal.SIGTERM) == 0

    assert shop.programs() == {}
    assert "Preparation interrupted" in shop.output.read_text()
    assert not embedded_postgres.status(shop.home).is_running


def test_preparation_ends_with_a_killed_supervisor(shop):
    shop.environment["STAND_IN"] = "slow"
    shop.start().wait_for("awake")

    shop.end(signal.SIGKILL)

    shop.wait_until(lambda: not shop.programs())


def test_failed_step_is_named_and_ends_the_start(shop):
    shop.environment["STAND_IN"] = "failing step"

    printed = shop.start().wait_for("[STEP_FAILED]")

    assert shop.process.wait(20) == 1
    assert "make run" in printed
    assert not embedded_postgres.status(shop.home).is_running


def test_taken_port_is_named_before_anything_is_started(shop, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()

        refused = shop.command("run")

    assert refused.returncode == 1
    assert f"PORT={port + 100} make run" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (shop.home / "database").exists()


def test_reset_deletes_the_shop_and_nothing_of_others(shop):
    embedded_postgres.ensure_running(shop.home, durable=False)
    (shop.home / "secrets").mkdir()
    (shop.home / "secrets" / "django").write_text("secret")
    (shop.home / "holiday.jpg").write_text("not the shop's")

    assert shop.command("reset").returncode == 0

    assert {path.name for path in shop.home.iterdir()} == {"holiday.jpg"}
