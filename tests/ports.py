"""Ports nobody uses: each test process takes them from a block of its own."""

from __future__ import annotations

import os
import secrets
import socket
from contextlib import ExitStack

#: Below what systems hand out by themselves.
PORTS, BLOCK, BLOCKS = 20_000, 1_000, 10


def free_port(*, together: int = 1) -> int:
    """Return the first of so many successive ports, all free now."""
    process = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    start = PORTS + BLOCK * (process % BLOCKS)
    while True:
        port = start + secrets.randbelow(BLOCK - together)
        with ExitStack() as held:
            try:
                for each in range(port, port + together):
                    held.enter_context(socket.socket()).bind(("127.0.0.1", each))
            except OSError:
                continue
            return port


def two_free_ports() -> int:
    """Return a port whose successor is free as well: the simulator takes it."""
    return free_port(together=2)
