"""The clock stays light, and everything it calls exists."""

from __future__ import annotations

import subprocess
import sys

from saleor_config.beat import app as clock
from saleor_config.celery import app as worker
from saleor_config.home import REPOSITORY


def test_every_scheduled_task_is_known_to_the_workers():
    worker.loader.import_default_modules()
    scheduled = {entry["task"] for entry in clock.conf.beat_schedule.values()}

    assert scheduled
    assert scheduled <= set(worker.tasks)


def test_clock_and_workers_meet_at_the_same_broker_in_the_same_way():
    for name in ("broker_url", "broker_transport_options", "timezone", "task_default_queue"):
        assert getattr(clock.conf, name) == getattr(worker.conf, name)


def test_clock_loads_no_models():
    program = (
        "import sys, saleor_config.beat as beat\n"
        "beat.app.loader.import_default_modules(); beat.app.finalize(); beat.app.conf.beat_schedule\n"
        "print('saleor.product.models' in sys.modules, 'saleor.graphql' in sys.modules)"
    )

    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )

    assert answer.stdout.split() == ["False", "False"]


def test_sweeps_wait_behind_nothing_else_and_workers_take_them():
    taken = worker.amqp.queues.consume_from.values()

    assert {entry["options"]["queue"] for entry in clock.conf.beat_schedule.values()} == {"sweeps"}
    assert {(queue.name, queue.exchange.name, queue.routing_key) for queue in taken} == {
        ("celery", "celery", "celery"),
        ("sweeps", "sweeps", "sweeps"),
    }
