"""Real threads against the real database."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from saleor.account.models import User

from plugins.wechat.gateway import WechatSession, single_flight
from plugins.wechat.models import WechatIdentity
from plugins.wechat.services.wechat_login import wechat_login
from tests.concurrency.test_order_place_races import race

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


class SamePerson:
    """WeChat answers all codes with one openid, to all at the same moment."""

    appid = "wx-shop"

    def __init__(self, callers: int):
        self.together = threading.Barrier(callers)

    def session_of(self, code: str) -> WechatSession:
        self.together.wait(timeout=10)
        return WechatSession(openid="o-one")


def test_first_logins_at_once_make_one_user():
    gateway = SamePerson(callers=6)

    logins = race(
        *[
            lambda code=f"code-{n}": wechat_login(code=code, gateway=gateway, now=NOW)
            for n in range(6)
        ]
    )

    assert [login for login in logins if isinstance(login, Exception)] == []
    assert {login.user.pk for login in logins} == {User.objects.get().pk}
    assert WechatIdentity.objects.count() == 1
    assert sum(login.created for login in logins) == 1


def test_one_of_many_fetches_the_token():
    store: dict[str, str] = {}
    fetched: list[int] = []

    def token(number: int) -> str:
        with single_flight("wx-shop_access_token"):
            if "token" not in store:
                fetched.append(number)
                store["token"] = f"token-{number}"
            return store["token"]

    tokens = race(*[lambda number=n: token(number) for n in range(6)])

    assert len(set(tokens)) == 1
    assert len(fetched) == 1
