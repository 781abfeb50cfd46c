"""Reasons not to start, each one line with its remedy."""

from __future__ import annotations

import errno
import shutil
import socket
import sys
from pathlib import Path

import psutil

OLDEST, NEWEST = (3, 11), (3, 13)
ROOM = 600 * 1024 * 1024


class CannotRun(RuntimeError):
    """The shop cannot run; the message is one bilingual line with the remedy."""

    def __init__(self, code: str, *, zh: str, en: str):
        super().__init__(f"{zh} / {en} [{code}]")
        self.code = code


def require_python(version: tuple[int, int] = sys.version_info[:2]) -> None:
    if OLDEST <= version <= NEWEST:
        return
    found = ".".join(map(str, version))
    raise CannotRun(
        "WRONG_PYTHON",
        zh=f"当前 Python 为 {found}，需要 3.11 至 3.13；请安装后运行 PYTHON=python3.12 make run。",
        en=f"This is Python {found}; 3.11 to 3.13 is needed: install one and run `PYTHON=python3.12 make run`.",
    )


def require_room(folder: Path) -> None:
    """Refuse a disk that the first day's pictures and orders would fill."""
    free = shutil.disk_usage(folder).free
    if free >= ROOM:
        return
    raise CannotRun(
        "DISK_FULL",
        zh=f"{folder} 所在磁盘只剩 {free // 2**20} MB，至少需要 {ROOM // 2**20} MB；请清理磁盘，或用 SHOP_HOME=/别的目录 make run。",
        en=f"Only {free // 2**20} MB are free for {folder}, {ROOM // 2**20} MB are needed; free some space or run `SHOP_HOME=/elsewhere make run`.",
    )


def require_free_port(port: int, *, purpose_zh: str, purpose_en: str, variable: str) -> None:
    """Refuse a port that is taken, naming who has it where the system tells."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            problem = error.errno
    if problem == errno.EACCES:
        raise CannotRun(
            "PORT_FORBIDDEN",
            zh=f"无权使用{purpose_zh}端口 {port}；请选 1024 以上的端口：{variable}=8100 make run。",
            en=f"Port {port} ({purpose_en}) is not allowed for this user; choose one above 1024: `{variable}=8100 make run`.",
        )
    user = _user_of(port)
    raise CannotRun(
        "PORT_TAKEN",
        zh=f"{purpose_zh}端口 {port} 已被占用{f'（{user}）' if user else ''}；请换一个：{variable}={port + 100} make run。",
        en=f"Port {port} ({purpose_en}) is taken{f' by {user}' if user else ''}; choose another: `{variable}={port + 100} make run`.",
    )


def _user_of(port: int) -> str:
    try:
        for connection in psutil.net_connections(kind="tcp"):
            if connection.laddr and connection.laddr.port == port and connection.pid:
                return f"{psutil.Process(connection.pid).name()}, pid {connection.pid}"
    except psutil.Error:
        return ""  # other users' processes may not be looked at
    return ""
