"""`python -m plugins.wechat_simulator init|serve --home DIR [--port N]`."""

import argparse
import logging
import os
import sys
from pathlib import Path

from .server import HOST, StartRefused, prepare, refuse_production, serve

WEB_PORT = 8000


def positive(text: str) -> float:
    number = float(text)
    if number <= 0:
        raise argparse.ArgumentTypeError("必须大于零 / must be greater than zero")
    return number


def arguments() -> argparse.ArgumentParser:
    web_port = int(os.environ.get("PORT") or WEB_PORT)
    shop_home = Path(os.environ.get("SHOP_HOME") or ".shop")
    parser = argparse.ArgumentParser(
        prog="python -m plugins.wechat_simulator",
        description="在本机模拟微信服务器 / WeChat's servers on this machine.",
    )
    parser.add_argument("command", choices=("init", "serve"))
    parser.add_argument(
        "--home", type=Path, default=shop_home / "wechat", help="数据目录 / data folder"
    )
    parser.add_argument("--port", type=int, default=web_port + 1, help="端口 / port")
    parser.add_argument("--host", default=HOST, help=f"只能是 / only {HOST}")
    parser.add_argument(
        "--notify-url",
        default=f"http://{HOST}:{web_port}/wechat-pay/notify/",
        help="写进商店设置的通知地址 / notification address written to the shop's settings",
    )
    parser.add_argument(
        "--push-url",
        default="",
        help="消息推送地址 / where message pushes go; default: beside the notification address",
    )
    parser.add_argument(
        "--haste",
        type=positive,
        default=1.0,
        help="微信的等待时间除以它 / divides WeChat's own waiting",
    )
    return parser


def main() -> int:
    given = arguments().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        refuse_production()
        if given.command == "init":
            path = prepare(home=given.home, port=given.port, notify_url=given.notify_url)
            logging.getLogger(__name__).info("商店设置 / shop settings: %s", path)
        else:
            serve(
                home=given.home,
                host=given.host,
                port=given.port,
                notify_url=given.notify_url,
                push_url=given.push_url,
                haste=given.haste,
            )
    except StartRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
