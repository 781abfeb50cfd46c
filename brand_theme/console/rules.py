"""Pure rules of the consoles: sessions, ages, masked numbers."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import unquote, urlsplit

CONSOLE_PATH = "/console/"
ENTERPRISE_PATH = "/enterprise/"
SITE_PATHS = (CONSOLE_PATH, ENTERPRISE_PATH)

#: Money is moved here: an unattended desk is locked, and a day ends.
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)


class SessionEnd(Enum):
    """Why a session ended, as its owner reads it."""

    IDLE = "您已超过 30 分钟没有操作，请重新登录。"
    DAY_OVER = "登录已满 10 小时，请重新登录。"


def session_end(*, started: datetime, seen: datetime, now: datetime) -> SessionEnd | None:
    """Return why a session is over, or None while it goes on."""
    if now - started > LONGEST:
        return SessionEnd.DAY_OVER
    if now - seen > IDLE:
        return SessionEnd.IDLE
    return None


def is_within(address: str, site_path: str) -> bool:
    """Tell whether an address of ours, as a browser reads it, is a page of one console."""
    path = unquote(urlsplit(address).path)
    return path.startswith(site_path) and ".." not in path.split("/")


def age_text(age: timedelta) -> str:
    """Return an age as people say it: `刚刚`, `12 分钟`, `5 小时`, `3 天`."""
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return "刚刚"
    if minutes < 60:
        return f"{minutes} 分钟"
    if minutes < 48 * 60:
        return f"{minutes // 60} 小时"
    return f"{minutes // (24 * 60)} 天"


def name_masked(name: str) -> str:
    """Return a person's name with its first character readable: `李**`."""
    name = name.strip()
    return f"{name[0]}{'*' * max(len(name) - 1, 1)}" if name else ""


def email_masked(email: str) -> str:
    """Return an address with its first character and host readable."""
    local, _, host = email.partition("@")
    return f"{local[:1]}***@{host}" if host else name_masked(email)


#: How a login was proven, as its owner reads it.
MEANS_TEXT = {
    "password": "接口（密码）",
    "wechat": "微信小程序",
    "console": "工作台",
    "enterprise": "企业工作台",
    "tool": "程序",
}
