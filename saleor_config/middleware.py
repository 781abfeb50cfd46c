"""Middleware of our own in place of Saleor's where Saleor's misleads."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_countries.fields import Country

from plugins.kernel.origin import opened

Handler = Callable[[HttpRequest], HttpResponse]

#: Eight pictures of goods in one form, and what multipart adds around them.
LARGEST_REQUEST = 100 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": (
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}


#: What proxies say of the client. Nobody behind this file reads any of them unproven.
FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SSL",
    "HTTP_X_REAL_IP",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_X_CLIENT_IP",
)


def proxy(get_response: Handler) -> Handler:
    """Put the buyer's address into `REMOTE_ADDR`, and believe nothing else of the client's.

    Each trusted proxy appends the address it saw to X-Forwarded-For, so with N
    proxies the buyer is the N-th entry from the right; whatever stands left of
    it was written by the client and is not believed. The same holds for the scheme.
    Without trusted proxies all such headers are dropped.

    Callers are counted by this address, so of IPv6 it is the network of one line (/64):
    whoever has one has 2⁶⁴ addresses to begin anew from.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        hops = settings.TRUSTED_PROXY_HOPS
        said = {name: request.META.pop(name, "") for name in FORWARDED}
        if hops:
            address = _seen(said["HTTP_X_FORWARDED_FOR"], hops)
            if _is_address(address):
                request.META["REMOTE_ADDR"] = address
            schemes = said["HTTP_X_FORWARDED_PROTO"].split(",")
            # Most proxies replace it; one that appends tells us last what it saw.
            request.META["HTTP_X_FORWARDED_PROTO"] = schemes[-min(hops, len(schemes))].strip()
        request.META["REMOTE_ADDR"] = _line_of(request.META.get("REMOTE_ADDR", ""))
        return get_response(request)

    return middleware


def _seen(chain: str, hops: int) -> str:
    """Return what the outermost trusted proxy saw, or nothing when a proxy was passed by."""
    entries = chain.split(",")
    return entries[-hops].strip() if len(entries) >= hops else ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _line_of(address: str) -> str:
    """Return the address of whoever has the line: IPv4 as it is, of IPv6 its /64."""
    if not _is_address(address):
        return address
    parsed = ip_address(address)
    if not isinstance(parsed, IPv6Address):
        return address
    return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))


def guard(get_response: Handler) -> Handler:
    """Say on every answer what a browser may do with it, and refuse what no view can read.

    Pages bring a policy of their own; whatever else is answered may do nothing. "Not modified"
    says nothing: a browser would put it in the place of what the page it keeps came with.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_REQUEST:
            response = HttpResponse("内容过大。 The request is too large.", status=413)
        elif "\x00" in request.path or "\x00" in unquote(request.META.get("QUERY_STRING", "")):
            # No name of ours holds one, and PostgreSQL takes none even to look for.
            response = HttpResponse("地址无效。 The address is invalid.", status=400)
        else:
            response = get_response(request)
        if response.status_code != HTTPStatus.NOT_MODIFIED:
            for name, value in HEADERS.items():
                response.setdefault(name, value)
        return response

    return middleware


def origin(get_response: Handler) -> Handler:
    """Let the audit trail know where the request comes from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with opened(request):
            return get_response(request)

    return middleware


def country_and_currency(get_response: Handler) -> Handler:
    """Say China and yuan; Saleor would look every visitor's address up abroad."""
    country = Country(settings.DEFAULT_COUNTRY)

    def middleware(request: HttpRequest) -> HttpResponse:
        request.country = country
        request.currency = settings.DEFAULT_CURRENCY
        return get_response(request)

    return middleware
