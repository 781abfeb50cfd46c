"""One child, and the note a supervisor leaves about its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import psutil
import pytest

from saleor_config.home import ShopHome
from saleor_config.supervisor.children import LONGEST_PAUSE, Child
from saleor_config.supervisor.claim import Claim, Note, end_children, living_members
from saleor_config.supervisor.programs import Program
from saleor_config.supervisor.refusals import CannotRun


@pytest.fixture
def child():
    started: list[Child] = []

    def start(code: str) -> Child:
        made = Child(Program("web", (sys.executable, "-c", code)), dict(os.environ))
        made.start()
        started.append(made)
        return made

    yield start
    for made in started:
        made.sweep()


@pytest.fixture
def claim(tmp_path) -> Claim:
    return Claim(ShopHome(tmp_path).create())


def lines_until(child: Child, count: int) -> list[str]:
    lines: list[str] = []
    deadline = time.monotonic() + 20
    while len(lines) < count and time.monotonic() < deadline:
        lines += child.read_lines()
        time.sleep(0.01)
    return lines


def test_lines_are_passed_on_whole_however_they_arrive(child):
    talker = child(
        "import sys, time\n"
        "sys.stdout.write('大'); sys.stdout.flush(); time.sleep(0.2)\n"
        "sys.stdout.write('冶\\nsecond\\nunfinished'); sys.stdout.flush(); time.sleep(60)"
    )

    assert lines_until(talker, 2) == ["大冶", "second"]
    assert list(talker.last_lines) == ["大冶", "second"]


def test_pause_doubles_with_each_crash_up_to_a_limit(child):
    crashing = child("raise SystemExit(1)")

    pauses = []
    for _ in range(7):
        crashing.process.wait()
        pauses.append(crashing.plan_restart())
        crashing.start()

    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]


def test_crash_after_a_steady_life_starts_counting_anew(child):
    steady = child("raise SystemExit(1)")
    steady.process.wait()
    steady.plan_restart()
    steady.start()
    steady._started -= 60

    steady.process.wait()

    assert steady.plan_restart() == 1


def test_child_is_not_due_before_its_pause_is_over(child):
    crashed = child("raise SystemExit(1)")
    crashed.process.wait()

    crashed.plan_restart()

    assert not crashed.is_due()
    crashed.restart_at -= 2
    assert crashed.is_due()


def test_note_of_a_killed_predecessor_is_honoured(claim):
    left = subprocess.Popen(["sleep", "60"], start_new_session=True)
    created = psutil.Process(left.pid).create_time()
    claim.write(Note(pid=1, port=8000, owns_database=True, children={left.pid: created}))

    with claim.held(port=9000) as note:
        assert left.wait(10) == -9
        assert note.owns_database
        assert note.pid == os.getpid()

    assert claim.read() is None


def test_predecessor_is_gone_when_its_note_is_honoured_so_that_its_port_is_free():
    crowd = "; ".join(["sleep 60 &"] * 40).replace(";", "")
    left = subprocess.Popen(["sh", "-c", f"{crowd} wait"], start_new_session=True)
    created = psutil.Process(left.pid).create_time()
    while len(living_members([left.pid])) < 41:
        time.sleep(0.05)

    end_children(Note(pid=1, port=8000, children={left.pid: created}))

    assert living_members([left.pid]) == []
    left.wait()


def test_number_that_now_belongs_to_a_stranger_is_not_killed():
    stranger = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        end_children(Note(pid=1, port=8000, children={stranger.pid: 1_000_000.0}))

        time.sleep(0.2)
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_claim_can_be_held_once(claim):
    other = Claim(ShopHome(claim._lock.parent.parent))

    with claim.held(port=8000), pytest.raises(CannotRun) as refusal, other.held(port=8100):
        pytest.fail("two supervisors of one shop")

    assert refusal.value.code == "ALREADY_RUNNING"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": 1}', '{"children": {}, "size": 3}'])
def test_damaged_note_counts_as_none(claim, text):
    claim._note.write_text(text)

    assert claim.read() is None


def test_nobody_to_stop(claim):
    assert claim.end_holder() is False
