"""The simulator as the separate process it is."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time

import httpx
import pytest

from plugins.wechat_simulator.identity import ensure_identity, write_shop_settings
from plugins.wechat_simulator.server import push_url_beside
from tests.ports import free_port

COMMAND = [sys.executable, "-m", "plugins.wechat_simulator"]


def run(*arguments, **environment):
    return subprocess.run(
        [*COMMAND, *arguments],
        env={**os.environ, "SHOP_ENV": "", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("command", ["init", "serve"])
def test_it_refuses_production(tmp_path, command):
    refused = run(command, "--home", str(tmp_path / "wechat"), SHOP_ENV="production")

    assert refused.returncode == 2
    assert "生产环境" in refused.stderr
    assert not (tmp_path / "wechat").exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5"])
def test_it_refuses_other_hosts(tmp_path, host):
    refused = run("serve", "--home", str(tmp_path / "wechat"), "--host", host)

    assert refused.returncode == 2
    assert "127.0.0.1" in refused.stderr
    assert not (tmp_path / "wechat").exists()


def test_it_pushes_to_this_machine_only(tmp_path):
    refused = run(
        "serve", "--home", str(tmp_path / "wechat"), "--push-url", "https://shop.example/push/"
    )

    assert refused.returncode == 2
    assert "只向本机推送" in refused.stderr
    assert not (tmp_path / "wechat").exists()


def test_init_writes_private_settings_once(tmp_path):
    home = tmp_path / "wechat"
    first = run("init", "--home", str(home), "--port", "9101")
    settings = (home / "shop.env.json").read_text()
    again = run("init", "--home", str(home), "--port", "9101")
    moved = run("init", "--home", str(home), "--port", "9102")

    assert (first.returncode, again.returncode, moved.returncode) == (0, 0, 0)
    before, after = json.loads(settings), json.loads((home / "shop.env.json").read_text())
    assert before.pop("WECHAT_PAY_BASE") == "http://127.0.0.1:9101"
    assert after.pop("WECHAT_PAY_BASE") == "http://127.0.0.1:9102"
    for name in ("WECHAT_API_BASE", "WECHAT_OPEN_BASE"):
        before.pop(name), after.pop(name)
    assert before == after
    secrets = [path for path in home.rglob("*") if path.is_file() and path.name != ".lock"]
    assert len(secrets) == 9
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}


def test_folder_of_an_earlier_version_is_completed_in_place(tmp_path):
    home = tmp_path / "wechat"
    whole = ensure_identity(home)
    record = home / "identity.json"
    known = json.loads(record.read_text())
    for name in ("push_token", "push_aes_key", "original_id"):
        del known[name]
    record.write_text(json.dumps(known))

    completed = ensure_identity(home)

    assert (completed.appid, completed.apiv3_key) == (whole.appid, whole.apiv3_key)
    assert completed.push_keys.token != whole.push_keys.token
    assert ensure_identity(home).push_keys == completed.push_keys
    assert re.fullmatch("[0-9A-Za-z]{43}", completed.push_keys.aes_key)
    settings = write_shop_settings(home, completed, port=9101, notify_url="http://127.0.0.1/")
    assert json.loads(settings.read_text())["WECHAT_PUSH_TOKEN"] == completed.push_keys.token


def test_push_address_is_beside_the_notification_address():
    beside = push_url_beside("http://127.0.0.1:8100/wechat-pay/notify/")

    assert beside == "http://127.0.0.1:8100/wechat/push/"


def test_it_imports_nothing_of_the_shop():
    script = (
        "import sys, plugins.wechat_simulator.server;"
        "print([m for m in sys.modules if m.split('.')[0] in ('django', 'saleor', 'httpx')"
        " or m.startswith('plugins.wechat_pay')])"
    )

    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert printed.stdout.strip() == "[]"


def test_it_serves_says_when_the_port_is_taken_and_stops_at_once(identity_home, tmp_path):
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "serve", "--home", str(tmp_path / "wechat"), "--port", str(port)],
        env={**os.environ, "SHOP_ENV": ""},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_answering(port)
        second = run("serve", "--home", str(tmp_path / "other"), "--port", str(port))
        assert second.returncode == 2
        assert f"端口 {port} 已被占用" in second.stderr
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.wait()


def wait_until_answering(port):
    for _ in range(100):
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/healthz", trust_env=False).text == "ok"
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the simulator did not start")
