"""The one door to WeChat's mini-program servers, built from the settings."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from wechatpy.session import SessionStorage

from plugins.kernel.errors import GatewayError
from plugins.wechat.client import MiniProgramApi, MiniProgramClient
from plugins.wechat.errors import NotConfigured, SnapshotPerson
from plugins.wechat.rules import phone_with_country

#: First half of our advisory locks, so that they meet no other's.
LOCK_SPACE = 0x5743


@dataclass(frozen=True)
class WechatSession:
    """Who logged in. The `session_key` beside it stays in the gateway."""

    openid: str
    unionid: str = ""


class LoginGateway(Protocol):
    """An app that knows its people; each call may raise `GatewayError`."""

    @property
    def appid(self) -> str: ...
    def session_of(self, code: str) -> WechatSession: ...


class WechatGateway(LoginGateway, Protocol):
    """What our services ask of the mini-program."""

    def phone_of(self, code: str) -> str: ...


class MiniProgramGateway:
    """Translates WeChat's answers into ours."""

    def __init__(self, client: MiniProgramClient):
        self.client = client

    @property
    def appid(self) -> str:
        return self.client.appid

    def session_of(self, code: str) -> WechatSession:
        answer = self.client.wxa.code_to_session(code)
        return WechatSession(openid=_field(answer, "openid"), unionid=answer.get("unionid") or "")

    def phone_of(self, code: str) -> str:
        """Return the phone number in E.164."""
        info = _field(self.client.wxa.get_user_phone_number(code), "phone_info")
        return phone_with_country(_field(info, "purePhoneNumber"), _field(info, "countryCode"))


class OfficialAccountGateway:
    """Translates what WeChat says about people in its browser."""

    def __init__(self, client: MiniProgramClient):
        self.client = client

    @property
    def appid(self) -> str:
        return self.client.appid

    def session_of(self, code: str) -> WechatSession:
        """Redeem a web code.

        Raises:
            SnapshotPerson: the page was only previewed; the openid means nobody.
        """
        answer = self.client.web.code_to_person(code)
        if answer.get("is_snapshotuser"):
            raise SnapshotPerson()
        return WechatSession(openid=_field(answer, "openid"), unionid=answer.get("unionid") or "")


def _field(answer: dict[str, Any], name: str) -> Any:
    """Return a field that WeChat documents as always there."""
    if not answer.get(name):
        raise GatewayError(f"微信应答缺少 {name} · WeChat's answer has no {name}")
    return answer[name]


class CachedSession(SessionStorage):
    """wechatpy's storage in the cache that all processes of the shop share."""

    prefix = "wechat:"

    def get(self, key: str, default: Any = None) -> Any:
        return cache.get(self.prefix + key, default)

    def set(self, key: str, value: Any, ttl: int | None = None) -> None:
        cache.set(self.prefix + key, value, ttl)

    def delete(self, key: str) -> None:
        cache.delete(self.prefix + key)


@contextmanager
def single_flight(name: str) -> Iterator[None]:
    """Hold a lock across processes and machines; it ends with its holder.

    In the database because every shop has one: the file cache of a laptop locks
    nothing, and a lock kept in Redis outlives a killed process.
    """
    key = zlib.crc32(name.encode()) - 2**31
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_SPACE, key])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_SPACE, key])


def gateway() -> WechatGateway:
    """Return this process's door to WeChat.

    Raises:
        NotConfigured: settings are missing.
    """
    return _door()


def mini_program() -> MiniProgramApi:
    """Return the calls of the mini-program's server, for gateways of other capabilities.

    Raises:
        NotConfigured: settings are missing.
    """
    return _door().client.wxa


def official_account() -> LoginGateway:
    """Return this process's door to the official account.

    Raises:
        NotConfigured: settings are missing.
    """
    return _official_door()


@lru_cache(maxsize=1)
def _official_door() -> OfficialAccountGateway:
    return OfficialAccountGateway(_client("WECHAT_OFFICIAL_APPID", "WECHAT_OFFICIAL_SECRET"))


@lru_cache(maxsize=1)
def _door() -> MiniProgramGateway:
    return MiniProgramGateway(_client("WECHAT_APPID", "WECHAT_SECRET"))


def _client(appid: str, secret: str) -> MiniProgramClient:
    """Return a connection for the app that these two settings name.

    Raises:
        NotConfigured: settings are missing.
    """
    needed = (appid, secret, "WECHAT_API_BASE")
    missing = ", ".join(name for name in needed if not getattr(settings, name, ""))
    if missing:
        raise NotConfigured(
            f"微信尚未配置：请设置 {missing}。 WeChat is not configured: set {missing}.",
            code="NOT_CONFIGURED",
        )
    return MiniProgramClient(
        appid=getattr(settings, appid),
        secret=getattr(settings, secret),
        base_url=settings.WECHAT_API_BASE,
        session=CachedSession(),
        single_flight=single_flight,
    )


def forget() -> None:
    """Read the settings anew at the next call: after a change of keys, in tests."""
    _door.cache_clear()
    _official_door.cache_clear()
