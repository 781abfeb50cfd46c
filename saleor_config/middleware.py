"""Middleware of our own in place of Saleor's where Saleor's misleads."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_countries.fields import Country

Handler = Callable[[HttpRequest], HttpResponse]


def proxy(get_response: Handler) -> Handler:
    """Put the buyer's address into `REMOTE_ADDR`.

    Each trusted proxy appends the address it saw to X-Forwarded-For, so with N
    proxies the buyer is the N-th entry from the right; whatever stands left of
    it was written by the client and is not believed.
    """
    hops = settings.TRUSTED_PROXY_HOPS

    def middleware(request: HttpRequest) -> HttpResponse:
        if hops:
            chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(chain) >= hops:
                request.META["REMOTE_ADDR"] = chain[-hops].strip()
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
