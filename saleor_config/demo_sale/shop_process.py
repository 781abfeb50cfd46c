"""The shop the sale is made in: the running one, or one started for it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.conf import settings
from rich.console import Console

from saleor_config import embedded_postgres
from saleor_config.demo_sale.errors import Deviation
from saleor_config.settings.environment import env
from saleor_config.supervisor.claim import Claim

START_PATIENCE = 900.0  # seconds; the first start migrates, seeds and plays a week of orders
STOP_PATIENCE = 30.0


@contextmanager
def running_shop(*, console: Console) -> Iterator[str]:
    """Yield the address of a shop that is ready.

    The shop of the same `SHOP_HOME` is used when it runs; otherwise one is
    started on `PORT` and stopped again afterwards.

    Raises:
        Deviation: it does not become ready.
    """
    claim = Claim(settings.SHOP_HOME)
    note = claim.read() if claim.is_held() else None
    if note is not None:
        address = f"http://127.0.0.1:{note.port}"
        _await_shop(address, process=None)
        yield address
        return
    console.print("没有运行中的店铺,正在启动一个… · Starting a shop for this sale…")
    address = f"http://127.0.0.1:{env.PORT}"
    log = settings.SHOP_HOME.logs / "demo-sale-shop.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "saleor_config.supervisor", "run"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _await_shop(address, process=process)
            yield address
        except Deviation as error:
            raise Deviation(f"{error} (日志 · log: {log})") from error
        finally:
            _stop(process)


def _await_shop(address: str, *, process: subprocess.Popen[bytes] | None) -> None:
    """Wait for the web server, then for the simulator, which starts after it."""
    _await_answer(f"{address}/readyz", process=process)
    _await_answer(f"{settings.WECHAT_API_BASE}/sim/faults", process=process)


def _await_answer(url: str, *, process: subprocess.Popen[bytes] | None) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if process is not None and process.poll() is not None:
            raise Deviation(f"the shop ended with exit code {process.returncode}")
        try:
            if httpx.get(url, timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass  # not listening yet
        time.sleep(0.3)
    raise Deviation(f"{url} did not become ready")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if settings.DATABASE_IS_EMBEDDED:
        embedded_postgres.stop(settings.SHOP_HOME.root)
