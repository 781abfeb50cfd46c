"""Serving: one threaded process on the loopback interface."""

import logging
import os
import signal
import threading
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from werkzeug.serving import WSGIRequestHandler, make_server

from .app import create_app
from .identity import ensure_identity, write_shop_settings
from .notifier import Notifier
from .world import PUSH_PATH, World

HOST = "127.0.0.1"
LOCAL_HOSTS = {HOST, "localhost", "::1"}


class StartRefused(Exception):
    """Starting would be wrong or is impossible; the text says what to do."""


class QuietHandler(WSGIRequestHandler):
    """Writes no line per request: they would carry login codes and secrets."""

    # A person waiting before a page must not hold a thread for ever.
    timeout = 60

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def refuse_production() -> None:
    """Refuse to run where real customers pay.

    Raises:
        StartRefused: the environment says production.
    """
    if os.environ.get("SHOP_ENV", "").strip().lower() == "production":
        raise StartRefused(
            "微信模拟器不能在生产环境启动：请取消 SHOP_ENV=production，或改用真实的微信商户密钥。\n"
            "The WeChat simulator refuses to start in production: "
            "unset SHOP_ENV=production, or use the real merchant's keys."
        )


def prepare(*, home: Path, port: int, notify_url: str) -> Path:
    """Make keys and settings where they are missing; return the settings file."""
    return write_shop_settings(home, ensure_identity(home), port=port, notify_url=notify_url)


def push_url_beside(notify_url: str) -> str:
    """Return the push address of the shop that is notified there."""
    parts = urlsplit(notify_url)
    return f"{parts.scheme}://{parts.netloc}{PUSH_PATH}"


def serve(
    *, home: Path, host: str, port: int, notify_url: str, push_url: str, haste: float
) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        StartRefused: production, another host than loopback to listen on or to
            push to, or a taken port.
    """
    refuse_production()
    if host != HOST:
        raise StartRefused(
            f"微信模拟器只监听 {HOST}，不能监听 {host}。\n"
            f"The WeChat simulator listens on {HOST} only, not on {host}."
        )
    pushed_to = push_url or push_url_beside(notify_url)
    if urlsplit(pushed_to).hostname not in LOCAL_HOSTS:
        raise StartRefused(
            f"微信模拟器只向本机推送消息，不向 {pushed_to} 推送。\n"
            f"The WeChat simulator pushes messages to this machine only, not to {pushed_to}."
        )
    settings = prepare(home=home, port=port, notify_url=notify_url)
    world = World.open(home, haste=haste, push_url=pushed_to)
    try:
        server = make_server(
            HOST, port, create_app(world), threaded=True, request_handler=QuietHandler
        )
    # Werkzeug prints the reason and leaves by SystemExit when the port is taken.
    except (OSError, SystemExit) as taken:
        raise StartRefused(
            f"端口 {port} 已被占用：请停止占用它的程序，或用 --port 另选一个。\n"
            f"Port {port} is taken: stop what uses it, or choose another with --port."
        ) from taken
    notifier = Notifier(world)
    notifier.start()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        # shutdown() waits for the loop that this handler interrupts.
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    logging.getLogger(__name__).info(
        "微信模拟器 http://%s:%s/sim/ （商店设置 %s）", HOST, port, settings
    )
    server.serve_forever()
    notifier.end()
    server.server_close()
