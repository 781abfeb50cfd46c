"""The loop that keeps a shop running, and its end."""

from __future__ import annotations

import http.client
import os
import selectors
import signal
import time
from collections.abc import Callable

from saleor_config import embedded_postgres

from . import programs
from .children import Child
from .claim import Claim, Note
from .options import Options
from .preparation import prepare_database, prepare_shop
from .refusals import CannotRun
from .terminal import Terminal

TICK_SECONDS = 2.0
START_TICK_SECONDS = 0.2
END_SECONDS = 12.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class _StopAsked(Exception):
    """A signal came while something was being prepared."""


class Watch:
    """Runs one shop from its preparation to the end of its last process."""

    def __init__(self, options: Options, terminal: Terminal, claim: Claim, note: Note):
        self._options = options
        self._terminal = terminal
        self._claim = claim
        self._note = note
        self._environment = programs.child_environment(options, os.environ)
        self._children: list[Child] = []
        self._selector = selectors.DefaultSelector()
        self._stopping = False
        self._preparing = False
        self._ready = False
        self._wake_reader, self._wake_writer = os.pipe()

    def run(self, on_ready: Callable[[], None]) -> None:
        """Start everything, keep it running until a signal, leave nothing behind.

        Raises:
            CannotRun: the preparation or the web server fails for good.
        """
        self._listen_to_signals()
        try:
            self._prepare()
            self._start_first()
            while not self._stopping:
                self._turn(on_ready)
        except _StopAsked:
            self._terminal.say("准备工作中断，下次接着做。", "Preparation interrupted.")
        finally:
            self._end()

    def _prepare(self) -> None:
        """Do what must come first; a signal breaks it off instead of waiting for it."""
        self._preparing = True
        self._start_database()
        dsn = prepare_database(self._options)
        prepare_shop(self._options, dsn, self._terminal, self._environment)
        self._preparing = False

    def _start_database(self) -> None:
        if self._options.database_url:
            return
        running = embedded_postgres.status(self._options.home.root).is_running
        self._note.owns_database = self._note.owns_database or not running
        self._claim.write(self._note)
        with self._terminal.step("启动数据库", "start the database"):
            embedded_postgres.ensure_running(self._options.home.root)

    def _start_first(self) -> None:
        """Start what /readyz needs; the others wait, or they would slow it down."""
        self._terminal.say("… 启动商城", "start the shop")
        self._launch(programs.web(self._options))

    def _start_rest(self) -> None:
        if self._options.simulator_port is not None:
            self._launch(programs.simulator(self._options))
        self._launch(programs.worker(self._options))
        self._launch(programs.beat(self._options))

    def _turn(self, on_ready: Callable[[], None]) -> None:
        tick = TICK_SECONDS if self._ready else START_TICK_SECONDS
        for key, _ in self._selector.select(timeout=tick):
            if isinstance(key.data, Child):
                self._pass_on(key.data)
            else:
                os.read(self._wake_reader, 512)
        for child in self._children:
            self._look_after(child)
        if not self._ready and not self._stopping and _answers(self._options.port):
            self._ready = True
            self._start_rest()
            on_ready()
        elif self._ready and not self._options.database_url and not self._stopping:
            # Costs a stat and a look into /proc when all is well.
            embedded_postgres.ensure_running(self._options.home.root)

    def _launch(self, program: programs.Program) -> None:
        child = Child(program, self._environment)
        self._children.append(child)
        self._start(child)

    def _start(self, child: Child) -> None:
        child.start()
        self._selector.register(child, selectors.EVENT_READ, child)
        assert child.process is not None  # noqa: S101 - it was just started
        self._note.children[child.process.pid] = child.created
        self._claim.write(self._note)

    def _look_after(self, child: Child) -> None:
        if child.is_due():
            self._start(child)
        elif child.restart_at is None and not child.is_running():
            self._after_crash(child)

    def _after_crash(self, child: Child) -> None:
        assert child.process is not None  # noqa: S101 - it ran
        self._pass_on(child)
        self._selector.unregister(child)
        self._note.children.pop(child.process.pid, None)
        pause = child.plan_restart()
        if not self._ready:
            raise self._never_came_up(child)
        self._terminal.say(
            f"{child.name} 退出（{child.process.returncode}），{pause:.0f} 秒后重启。",
            f"{child.name} ended, restart in {pause:.0f} s.",
        )

    def _never_came_up(self, child: Child) -> CannotRun:
        """A part that ends before the shop was ready is broken, not unlucky."""
        for line in child.last_lines:
            self._terminal.plain(f"  {line}")
        log = self._options.home.logs / f"{child.name}.log"
        return CannotRun(
            "CHILD_DID_NOT_START",
            zh=f"{child.name} 启动失败，原因见上面几行，全文在 {log}；改正后重新运行 make run。",
            en=f"{child.name} did not start: see the lines above, all of them are in {log}; mend it and run `make run` again.",
        )

    def _pass_on(self, child: Child) -> None:
        for line in child.read_lines():
            self._terminal.line(child.name, line, shown=self._ready)

    def _end(self) -> None:
        """Ask everybody, wait, insist, then stop the database if we started it."""
        self._terminal.say("… 正在停止", "stopping")
        for child in self._children:
            child.ask_to_end()
        deadline = time.monotonic() + END_SECONDS
        while any(child.is_running() for child in self._children) and time.monotonic() < deadline:
            for key, _ in self._selector.select(timeout=0.1):
                if isinstance(key.data, Child):
                    self._pass_on(key.data)
        for child in self._children:
            child.sweep()
        if self._note.owns_database:
            embedded_postgres.stop(self._options.home.root)
        self._terminal.say("✓ 已停止，没有留下进程。", "Stopped, no process is left.")

    def _listen_to_signals(self) -> None:
        os.set_blocking(self._wake_writer, False)
        os.set_blocking(self._wake_reader, False)
        signal.set_wakeup_fd(self._wake_writer)
        self._selector.register(self._wake_reader, selectors.EVENT_READ)
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)

    def _on_signal(self, _number: int, _frame: object) -> None:
        self._stopping = True
        if self._preparing:
            self._preparing = False
            raise _StopAsked


def _answers(port: int) -> bool:
    """Whether the shop says that it is ready to serve."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
