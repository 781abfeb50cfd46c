"""No request runs for ever: a statement is ended by PostgreSQL, a request with its worker.

A thread that waits on a lock or a promise cannot be interrupted in Python, so a
request that is over its time takes its process along. The server starts another
at once; what else the process was answering is asked again by its client, and
every write of ours may be asked twice.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

logger = logging.getLogger("shop.deadline")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LOOK_SECONDS = 1.0


def limit_statements() -> None:
    """Give every connection of this process its `statement_timeout`.

    Called by web processes only: migrations and nightly work may take longer.
    """
    connection_created.connect(_limit, dispatch_uid="shop.statement_timeout")


def _limit(*, connection: Any, **_: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET statement_timeout = {int(settings.STATEMENT_SECONDS * 1000)}")


class Deadline:
    """Wraps a WSGI application and ends the process of a request that never ends."""

    def __init__(
        self,
        application: Application,
        *,
        seconds: float,
        end: Callable[[int], None] = os._exit,
    ):
        self.application = application
        self.seconds = seconds
        self.end = end
        self.running: dict[int, tuple[float, str]] = {}
        self.watch: threading.Thread | None = None
        self.lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        self._watched()
        me = threading.get_ident()
        self.running[me] = (time.monotonic(), environ.get("PATH_INFO", ""))
        try:
            return self.application(environ, start)
        finally:
            self.running.pop(me, None)

    def _watched(self) -> None:
        """Start the watching thread in the process that serves, after it was forked."""
        if self.watch is None:
            with self.lock:
                if self.watch is None:
                    self.watch = threading.Thread(target=self._look, name="deadline", daemon=True)
                    self.watch.start()

    def _look(self) -> None:
        while True:
            time.sleep(min(LOOK_SECONDS, self.seconds))
            self.end_overdue(time.monotonic())

    def end_overdue(self, now: float) -> None:
        """End the process when a request runs for longer than it may."""
        for thread, (began, path) in list(self.running.items()):
            if now - began > self.seconds:
                frame = sys._current_frames().get(thread)
                stack = "".join(traceback.format_stack(frame)) if frame else ""
                logger.critical("%s ran for over %s s\n%s", path, self.seconds, stack)
                self.end(1)
