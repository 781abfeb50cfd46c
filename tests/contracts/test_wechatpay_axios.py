"""A client by other hands talks to the simulator: both must agree on every signature.

The simulator proves the shop's own client elsewhere. Were both wrong in the same
way, only a third party would notice.
"""

import json
import os
import subprocess
import sys
import time

import httpx
import pytest

from tests.clients.install import FOLDER, NODE, is_installed
from tests.ports import free_port


@pytest.fixture
def simulator(tmp_path):
    """A simulator of its own; yields the settings it wrote for a shop."""
    home, port = tmp_path / "wechat", free_port()
    arguments = ["serve", "--home", str(home), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "plugins.wechat_simulator", *arguments],
        env={**os.environ, "SHOP_ENV": ""},
        stderr=subprocess.DEVNULL,
    )
    try:
        await_answer(process, f"http://127.0.0.1:{port}/healthz")
        yield home / "shop.env.json"
    finally:
        process.terminate()
        process.wait(30)


def await_answer(process, url) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(url).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the simulator did not start")


def test_axios_plugin_and_simulator_agree(simulator):
    assert is_installed(), (
        "独立客户端尚未安装：请运行 make clients。 / The independent client is not installed: "
        "run make clients."
    )
    another_key = simulator.parent / "wechat/platform_key.pem"

    done = subprocess.run(
        [NODE, FOLDER / "client.cjs", simulator, str(free_port())],
        env={**os.environ, "OTHER_KEY": str(another_key)},
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "prepay": True,
        "paySign": "requestPayment:ok",
        "paymentNotification": [True, True],
        "queries": ["SUCCESS", 6960, True],
        "refund": ["PROCESSING", "SUCCESS", 1000],
        "refundNotification": [True, True],
        "close": 204,
        "closedAgain": {"status": 400, "code": "ORDER_CLOSED"},
        "unknownOrder": {"status": 404, "code": "ORDER_NOT_EXIST"},
        "bill": [True, [["69.60", "0.00"], ["0.00", "10.00"]]],
        "answer.unsigned": "EV3_RES_HEADERS_INCOMPLATE",
        "answer.bad_signature": "EV3_RES_HEADER_SIGNATURE_DIGEST",
        "answer.unknown_serial": "EV3_RES_HEADER_PLATFORM_SERIAL",
        "otherKey": {"status": 401, "code": "SIGN_ERROR"},
    }


def test_lock_names_exact_versions_by_hash_and_no_address():
    wanted = json.loads((FOLDER / "package.json").read_text())["dependencies"]
    packages = json.loads((FOLDER / "package-lock.json").read_text())["packages"]

    assert wanted == {"wechatpay-axios-plugin": "0.9.6"}
    assert packages.pop("")["dependencies"] == wanted
    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []
