"""The WeChat simulator, run for as long as the stories last."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.conf import settings

from saleor_config.demo_sale.errors import Deviation
from saleor_config.demo_sale.transport import Simulator
from saleor_config.supervisor.options import Options
from saleor_config.supervisor.programs import simulator_command

PATIENCE = 30.0  # seconds until it answers


@contextmanager
def simulator() -> Iterator[Simulator]:
    """Yield the simulator of this shop: the running one, or one started for now.

    Raises:
        Deviation: it does not come up.
    """
    address = settings.WECHAT_API_BASE
    if _answers(address):
        yield Simulator(address=address)
        return
    process = subprocess.Popen(
        simulator_command("serve", Options.from_environment()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await(address, process)
        yield Simulator(address=address)
    finally:
        process.terminate()
        process.wait(10)


def _await(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(address):
            return
        time.sleep(0.1)
    raise Deviation(f"{address} did not become ready")


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/sim/clock", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
