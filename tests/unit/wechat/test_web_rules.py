"""The way to WeChat and back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.wechat import rules

VERIFIER = "a1" * 16
MADE = {"secret": "s" * 40, "verifier": VERIFIER, "purpose": "login"}


def made(**change):
    return rules.authorisation_state(**{**MADE, "until": 1_000, **change})


def known(state, **change):
    return rules.is_authorisation_state(state, **{**MADE, "now": 1_000, **change})


def test_state_is_what_wechat_carries_and_fits_its_browser():
    state = made()

    assert state.isascii()
    assert state.isalnum()
    assert len(state) <= 128
    assert known(state)


@pytest.mark.parametrize(
    "change",
    [{"now": 1_001}, {"verifier": "b2" * 16}, {"purpose": "link"}, {"secret": "t" * 40}],
)
def test_state_of_another_browser_purpose_shop_or_time_is_refused(change):
    assert not known(made(), **change)


@pytest.mark.parametrize("state", ["", "zzzzzzzz", "é" * 72, made()[:-1], made(until=999_999)[8:]])
def test_what_we_did_not_make_is_refused(state):
    assert not known(state)


@pytest.mark.parametrize(
    ("page", "is_own"),
    [
        ("/pages/account/login", True),
        ("/pages/order/pay?number=20261126-1", True),
        ("/pages/account/login?then=%2Fpages%2Fme%2Findex", True),
        ("//evil.example/pages/order/pay", False),
        ("https://evil.example/pages/order/pay", False),
        ("/pages/order/pay@evil.example", False),
        ("/pages/order/pay#https://evil.example", False),
        ("/pages/order/../../console/", False),
        ("/console/", False),
        ("/pages/order/pay?a=\r\nSet-Cookie: a=b", False),
        ("", False),
    ],
)
def test_only_pages_of_the_shop_are_returned_to(page, is_own):
    assert rules.is_own_page(page) is is_own


def test_newcomers_are_asked_and_known_accounts_are_not():
    address = rules.authorisation_address(
        open_base="https://open.weixin.qq.com/",
        appid="wx1",
        back="https://shop.example/pages/account/login?then=%2F",
        purpose="login",
        state="00",
    )

    parts = urlsplit(address)
    assert address.endswith("#wechat_redirect")
    assert (parts.hostname, parts.path) == ("open.weixin.qq.com", "/connect/oauth2/authorize")
    query = parse_qs(parts.query)
    assert query["scope"] == ["snsapi_userinfo"]
    assert query["redirect_uri"] == ["https://shop.example/pages/account/login?then=%2F"]
    assert rules.SCOPES["link"] == "snsapi_base"
