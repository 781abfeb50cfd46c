"""Pure rules of accounts."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.accounts.rules import access_tokens
from plugins.accounts.rules.devices import address_masked, device_name
from plugins.accounts.rules.emails import normalised
from plugins.accounts.rules.keys import fingerprint_of, successor_of

NOW = datetime(2026, 11, 26, 4, tzinfo=UTC)
SECRET = "s" * 40
CLAIMS = access_tokens.Claims(7, UUID(int=5), "fingerprint")


def test_a_token_reads_as_it_was_written():
    now = datetime.now(UTC)
    token = access_tokens.written(CLAIMS, secret=SECRET, now=now, life=timedelta(minutes=5))

    assert access_tokens.read(token, secret=SECRET) == CLAIMS


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "refresh"},
        {"sub": "x"},
        {"sub": None},
        {"sid": 7},
        {"exp": 1},
        {"iat": "soon"},
    ],
)
def test_any_other_token_is_unreadable(change):
    now = datetime.now(UTC)
    token = access_tokens.written(CLAIMS, secret=SECRET, now=now, life=timedelta(minutes=5))
    payload = jwt.decode(token, SECRET, algorithms=["HS256"]) | change

    with pytest.raises((access_tokens.TokenUnreadable, TypeError)):
        access_tokens.read(jwt.encode(payload, SECRET, algorithm="HS256"), secret=SECRET)


@given(st.text())
def test_garbage_is_unreadable(text):
    with pytest.raises(access_tokens.TokenUnreadable):
        access_tokens.read(text, secret=SECRET)


@pytest.mark.parametrize("change", [{"secret": "t"}, {"email": "b@c"}, {"password": "q"}])
def test_the_fingerprint_follows_the_account(change):
    account = {"secret": "s", "user_id": 1, "email": "a@b", "password": "p"}

    assert fingerprint_of(**account) == fingerprint_of(**{**account, "email": "A@B"})
    assert fingerprint_of(**account) != fingerprint_of(**{**account, **change})


def test_successors_need_the_key():
    assert successor_of("token", key="k") == successor_of("token", key="k")
    assert successor_of("token", key="k") != successor_of("token", key="other")


@pytest.mark.parametrize(
    ("agent", "shown"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15"
            " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50",
            "微信 · iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            " Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0",
            "Edge · Windows",
        ),
        ("curl/8.5.0", "curl"),
        ("", "未知设备"),
        ("<script>", "未知设备"),
    ],
)
def test_devices_are_named_as_people_do(agent, shown):
    assert device_name(agent) == shown


@given(st.text())
def test_device_names_fit_their_column(agent):
    assert 0 < len(device_name(agent)) <= 60


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("61.183.20.9", "61.183.*.*"),
        ("2408:8440:1::7", "2408:8440:*"),
        ("::ffff:61.183.20.9", "61.183.*.*"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_addresses_are_masked(address, shown):
    assert address_masked(address) == shown


def test_addresses_have_one_spelling():
    assert normalised("  Ｌi@Example.COM ") == "li@example.com"
