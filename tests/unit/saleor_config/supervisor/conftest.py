"""A shop of tiny stand-in programs: what is tested here is who starts and ends whom."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from saleor_config import embedded_postgres
from saleor_config.home import REPOSITORY
from tests.ports import two_free_ports

DRIVER = Path(__file__).with_name("stand_in_shop.py")
PATIENCE = 40


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="shop-test-"))
    folder.chmod(0o755)
    yield folder
    embedded_postgres.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def port() -> int:
    """A port that is free, with a free neighbour for the simulator."""
    return two_free_ports()


class Shop:
    """A supervisor in a process of its own, and what it printed."""

    def __init__(self, home: Path, port: int):
        self.environment = {
            **{k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "WECHAT_APPID")},
            "SHOP_HOME": str(home),
            "PORT": str(port),
            "PYTHONPATH": str(REPOSITORY),
        }
        self.home = home
        self.output = home / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> Shop:
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(DRIVER), *(arguments or ["run"])],
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self

    def command(self, name: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(DRIVER), name],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE * 2,
        )

    def wait_for(self, text: str) -> str:
        self.wait_until(lambda: text in self.output.read_text())
        return self.output.read_text()

    def wait_until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.output.read_text()
            time.sleep(0.05)

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def programs(self) -> dict[str, psutil.Process]:
        """The living stand-ins of this shop by name, wherever they hang in the tree."""
        found = {}
        for process in psutil.process_iter(["cmdline", "status"]):
            line = process.info["cmdline"] or []
            if str(self.home) in line and process.info["status"] != psutil.STATUS_ZOMBIE:
                found[line[-1]] = process
        return found


@pytest.fixture
def shop(home: Path, port: int) -> Iterator[Shop]:
    running = Shop(home, port)
    yield running
    running.command("stop")
    if running.process is not None:
        running.process.kill()
        running.process.wait()
