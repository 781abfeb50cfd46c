"""The campaign's own shop, and the ways in which its processes die."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psutil

from saleor_config import embedded_postgres
from saleor_config.chaos.phone import Silence, ask
from saleor_config.embedded_postgres.configuration import DATABASE
from saleor_config.embedded_postgres.databases import connected
from saleor_config.embedded_postgres.template import prepared_template
from saleor_config.home import REPOSITORY
from saleor_config.supervisor.claim import Claim
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.programs import MANAGE
from saleor_config.supervisor.stamps import (
    catalogue_fingerprint,
    schema_fingerprint,
    schema_parts,
    write_stamp,
)

START_PATIENCE = 180.0  # seconds
STOP_PATIENCE = 60.0
#: Minutes, and what else a campaign wants otherwise than a shop.
SETTINGS = {
    "PAYMENT_MINUTES": "1",
    "ACCESS_TOKEN_MINUTES": "600",
    "RATE_LIMIT_FACTOR": "10000",
    "DEMO_ORDERS": "off",
}
#: What tells the supervisor's children apart by their command lines.
_MARKS = {"web": "granian", "worker": "saleor_config.celery", "beat": "saleor_config.beat"}
_SUPERVISE = (sys.executable, "-m", "saleor_config.supervisor", "run")


class ShopFailed(RuntimeError):
    """The campaign's shop does not start."""


@dataclass
class Shop:
    """A shop under the real supervisor; nothing of it is simulated but WeChat."""

    options: Options
    _supervisor: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def port(self) -> int:
        return self.options.port

    @property
    def simulator_port(self) -> int:
        assert self.options.simulator_port is not None  # noqa: S101 - refused in `main`
        return self.options.simulator_port

    def prepare(self) -> None:
        """Make an empty, migrated database and empty folders; keys and template stay."""
        home = self.options.home
        for folder in (home.broker, home.cache, home.logs, home.bills):
            shutil.rmtree(folder, ignore_errors=True)
        for file in home.wechat.glob("ledger.sqlite3*"):
            file.unlink()
        home.create()
        dsn = self.options.database_url or self._fresh_database()
        # The supervisor would load the whole catalogue; the campaign brings its own.
        write_stamp(dsn, schema=schema_fingerprint())
        write_stamp(dsn, catalogue=catalogue_fingerprint())

    def _fresh_database(self) -> str:
        root = self.options.home.root
        dsn = embedded_postgres.ensure_running(root)
        template = prepared_template(
            root, fingerprint=schema_fingerprint(), parts=schema_parts(), migrate=_migrate
        )
        sockets = embedded_postgres.running_postmaster(root).socket_folder
        with connected(sockets, database="postgres") as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{DATABASE}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{DATABASE}" TEMPLATE "{template}"')
        return dsn

    @contextmanager
    def running(self) -> Iterator[None]:
        """Empty the shop and run it; whatever happens, leave no process behind."""
        try:
            self.prepare()
            self.start()
            yield
        finally:
            self.stop()

    def start(self) -> None:
        """Start it and wait until shop and simulator answer.

        Raises:
            ShopFailed: it ended, or took too long.
        """
        with (self.options.home.logs / "supervisor.log").open("ab") as log:
            self._supervisor = subprocess.Popen(
                _SUPERVISE,
                cwd=REPOSITORY,
                env=dict(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_PATIENCE
        while not (_answers(self.port, "/readyz") and _answers(self.simulator_port, "/sim/faults")):
            ended = self._supervisor.poll() is not None
            if ended or time.monotonic() > deadline:
                raise ShopFailed(f"shop did not start, see {self.options.home.logs}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop supervisor and database, also those that a kill left alone."""
        if self._supervisor is not None:
            with suppress(ProcessLookupError):
                self._supervisor.terminate()
            try:
                self._supervisor.wait(STOP_PATIENCE)
            except subprocess.TimeoutExpired:
                self._supervisor.kill()
                self._supervisor.wait()
        Claim(self.options.home).end_holder()
        if not self.options.database_url:
            embedded_postgres.stop(self.options.home.root)

    def kill(self, target: str) -> bool:
        """Kill one process without warning; False when it does not run just now."""
        if target == "supervisor":
            return self._kill_supervisor()
        pid = self._pid_of(target)
        if pid is None:
            return False
        try:
            # PostgreSQL's “immediate”: no checkpoint, recovery from the log.
            os.kill(pid, signal.SIGQUIT if target == "database" else signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _kill_supervisor(self) -> bool:
        """Kill it and start another at once, as an operator would."""
        assert self._supervisor is not None  # noqa: S101 - it was started
        self._supervisor.kill()
        self._supervisor.wait()
        self.start()
        return True

    def _pid_of(self, target: str) -> int | None:
        if target == "database":
            return embedded_postgres.status(self.options.home.root).pid
        if target == "web worker":
            web = self._pid_of("web")
            with suppress(psutil.Error):
                children = psutil.Process(web).children() if web else []
                # Not Python's resource tracker, which serves nobody.
                serving = [c for c in children if "tracker" not in " ".join(c.cmdline())]
                return serving[-1].pid if serving else None
            return None
        note = Claim(self.options.home).read()
        for pid in note.children if note else ():
            with suppress(psutil.Error):
                if _MARKS[target] in " ".join(psutil.Process(pid).cmdline()):
                    return pid
        return None


def _answers(port: int, path: str) -> bool:
    try:
        return ask(port=port, method="GET", path=path)[0] == 200
    except Silence:
        return False


def _migrate(dsn: str) -> None:
    environment = {**os.environ, "DATABASE_URL": dsn}
    subprocess.run([*MANAGE, "migrate", "--noinput", "-v0"], env=environment, check=True)
