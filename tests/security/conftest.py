"""Doors, mails and staff documents, as an attacker would use them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from plugins.kernel import outbox

PASSWORD = "Lakeside-plum-7"
NEW_PASSWORD = "Copper-lake-2026"
PAGE = "http://localhost/account"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mails(mailoutbox):
    """Deliver what is owed; return the mails since the last time."""

    def deliver() -> list[Any]:
        outbox.deliver_due(now=timezone.now())
        sent = list(mailoutbox)
        mailoutbox.clear()
        return sent

    return deliver


def token_in(mail: Any) -> str:
    """Return the secret of the link in a mail."""
    return re.search(r"/account#token=([\w-]+)", mail.body)[1]


@pytest.fixture
def answer_of():
    """Send a registered mutation and return its payload."""

    def send(client: Any, name: str, /, **variables: Any) -> dict[str, Any]:
        [payload] = client.data(name, **variables).values()
        return payload

    return send


@pytest.fixture
def codes_of(answer_of):
    def send(client: Any, name: str, /, **variables: Any) -> list[str]:
        return [error["code"] for error in answer_of(client, name, **variables)["errors"]]

    return send


def log_in(client: Any, email: str, password: str = PASSWORD) -> dict[str, Any]:
    """Log in over HTTP; the client sends the token from then on."""
    answer = client.data("LoginWithPassword", email=email, password=password)["loginWithPassword"]
    assert answer["errors"] == []
    client.headers = {"Authorization": f"JWT {answer['accessToken']}"}
    return answer


def staff_ask(client: Any, query: str, **variables: Any) -> Any:
    return client.post("/staff/graphql/", {"query": query, "variables": variables})
