"""Row 27: what a client says of itself is believed only from behind our proxies."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from saleor_config import middleware
from saleor_config.settings.reading import Environment

LIES = {
    "X-Forwarded-For": "6.6.6.6",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
    "X-Real-IP": "6.6.6.6",
    "Forwarded": "for=6.6.6.6;proto=https;host=evil.example",
}


@pytest.fixture
def seen(settings):
    """What views see of a request: `seen(hops=1, **headers)`."""

    def look(*, hops, **headers):
        settings.TRUSTED_PROXY_HOPS = hops
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if hops else None
        request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.1")
        found = []

        def view(request):
            found.append(request)
            return HttpResponse()

        middleware.proxy(view)(request)
        return found[0]

    return look


def test_without_proxies_everything_said_is_dropped(seen):
    request = seen(hops=0, **LIES)

    assert request.META["REMOTE_ADDR"] == "10.0.0.1"
    assert not request.is_secure()
    assert request.get_host().partition(":")[0] == "testserver"
    assert [name for name in request.META if "FORWARDED" in name or "REAL" in name] == []


def test_behind_one_proxy_its_own_entry_counts(seen):
    request = seen(hops=1, **{**LIES, "X-Forwarded-For": "6.6.6.6, 8.8.8.8"})

    assert request.META["REMOTE_ADDR"] == "8.8.8.8"
    assert request.get_host().partition(":")[0] == "testserver"
    assert "HTTP_X_REAL_IP" not in request.META


def test_behind_two_the_second_from_the_right(seen):
    request = seen(hops=2, **{"X-Forwarded-For": "6.6.6.6, 8.8.8.8, 10.0.0.2"})

    assert request.META["REMOTE_ADDR"] == "8.8.8.8"


@pytest.mark.parametrize("chain", ["", "6.6.6.6", "x, y", "<script>, 10.0.0.2"])
def test_a_chain_too_short_or_nonsense_is_not_believed(seen, chain):
    assert seen(hops=2, **{"X-Forwarded-For": chain}).META["REMOTE_ADDR"] == "10.0.0.1"


@pytest.mark.parametrize(
    ("said", "secure"), [("https", True), ("http", False), ("https, http", False), ("", False)]
)
def test_the_scheme_is_what_our_proxy_saw(seen, said, secure):
    assert seen(hops=1, **{"X-Forwarded-Proto": said}).is_secure() is secure


def test_over_http_a_lie_about_https_does_not_pass(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = None

    answer = Client().get("/", headers=LIES)

    assert answer.status_code == 301
    assert "evil.example" not in answer["Location"]


def test_production_sends_hsts_and_secure_cookies(settings, db):
    """What settings derive from `HTTPS_ONLY`; production cannot turn it off."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/healthz", secure=True)

    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert Environment({"SHOP_ENV": "production"}).is_production


def test_cookies_of_the_consoles_are_closed(db):
    cookies = Client().get("/console/login/").cookies

    assert cookies
    for cookie in cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
        assert cookie["path"] == "/console/"


def test_nobody_outside_the_consoles_gets_a_cookie(db):
    for path in ("/", "/media/none.webp", "/graphql/", "/brand/report/", "/healthz"):
        assert Client().get(path).cookies == {}, path


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("2408:8400:1:2:aaaa:bbbb:cccc:dddd", "2408:8400:1:2::"),
        ("2408:8400:1:2::1", "2408:8400:1:2::"),  # the same line
        ("2408:8400:1:3::1", "2408:8400:1:3::"),
        ("::ffff:8.8.8.8", "8.8.8.8"),
        ("8.8.8.8", "8.8.8.8"),
    ],
)
def test_callers_of_one_line_are_counted_as_one(seen, address, line):
    assert seen(hops=1, **{"X-Forwarded-For": address}).META["REMOTE_ADDR"] == line


def test_without_proxies_too(settings):
    settings.TRUSTED_PROXY_HOPS = 0
    request = RequestFactory().get("/", REMOTE_ADDR="2408:8400:1:2::1")

    middleware.proxy(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == "2408:8400:1:2::"
