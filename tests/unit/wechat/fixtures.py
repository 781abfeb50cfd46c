"""Our gateway wired to a simulated WeChat, without a socket."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
import requests
from flask import Flask
from requests.adapters import BaseAdapter
from wechatpy.session import SessionStorage

from plugins.wechat.client import MiniProgramClient
from plugins.wechat.gateway import MiniProgramGateway
from plugins.wechat_simulator.app import create_app

BASE = "http://127.0.0.1:9"


class SimulatorAdapter(BaseAdapter):
    """Hands what requests sends to the application; keeps what went over the wire."""

    def __init__(self, app: Flask):
        super().__init__()
        self.client = app.test_client()
        self.sent: list[requests.PreparedRequest] = []
        self.timeouts: list[Any] = []

    def send(self, request, timeout=None, **_options):
        self.sent.append(request)
        self.timeouts.append(timeout)
        answer = self.client.open(
            request.path_url,
            method=request.method,
            base_url="http://127.0.0.1/",
            data=request.body,
            headers=[(k, v) for k, v in request.headers.items() if k != "Content-Length"],
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response._content = answer.data
        response.headers.update(answer.headers)
        response.url, response.request = request.url, request
        return response

    def close(self) -> None:
        self.client.delete_cookie("nothing")

    def paths(self) -> list[str]:
        return [request.path_url.partition("?")[0] for request in self.sent]


class DictSession(SessionStorage):
    """The storage of one test: no expiry, everything visible."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.seconds: dict[str, int | None] = {}

    def get(self, key, default=None):
        return self.values.get(key, default)

    def set(self, key, value, ttl=None):
        self.values[key], self.seconds[key] = value, ttl

    def delete(self, key):
        self.values.pop(key, None)


@pytest.fixture
def session() -> DictSession:
    return DictSession()


@pytest.fixture
def wire(world) -> SimulatorAdapter:
    return SimulatorAdapter(create_app(world))


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def client(identity, session, wire, pauses) -> MiniProgramClient:
    client = MiniProgramClient(
        appid=identity.appid,
        secret=identity.secret,
        base_url=BASE,
        session=session,
        single_flight=lambda _name: nullcontext(),
        pause=pauses.append,
    )
    client._http.mount(BASE, wire)
    return client


@pytest.fixture
def official_client(identity, session, wire, pauses) -> MiniProgramClient:
    client = MiniProgramClient(
        appid=identity.official_appid,
        secret=identity.official_secret,
        base_url=BASE,
        session=session,
        single_flight=lambda _name: nullcontext(),
        pause=pauses.append,
    )
    client._http.mount(BASE, wire)
    return client


@pytest.fixture
def wechat(client) -> MiniProgramGateway:
    return MiniProgramGateway(client)


@pytest.fixture
def shop_uses_simulator(wechat, monkeypatch):
    for name in ("wechat_account_close", "wechat_login", "wechat_phone_bind"):
        monkeypatch.setattr(f"plugins.wechat.graphql.mutations.{name}.gateway", lambda: wechat)


@pytest.fixture
def newcomer(hands) -> dict[str, str]:
    """A WeChat user with a first login code: `openid` and `js_code`."""
    return hands.post("/sim/users", json={"nickname": "晓梅"}).json


@pytest.fixture
def code_for(hands):
    """Make a code: `code_for(openid)` for login, `code_for(openid, "phone")`."""

    def make(openid: str, purpose: str = "login") -> str:
        answer = hands.post(f"/sim/{purpose}-codes", json={"openid": openid}).json
        return answer["js_code" if purpose == "login" else "code"]

    return make
