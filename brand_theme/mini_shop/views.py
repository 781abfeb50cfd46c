"""The page that the mini-shop runs in; its scripts and styles are served as static files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from brand_theme.mini_shop.files import with_files
from brand_theme.mini_shop.first_page import GOOD, LIST, with_good, with_home, with_list
from brand_theme.window.answers import rendered
from brand_theme.window.pictures import picture_origin
from brand_theme.window.views import home


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Answer `/`: the mini-shop, or the window where it has not been built."""
    page = built_page()
    return home(request) if page is None else _shell(request, with_home(page, request))


@require_safe
def front_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer an inner page of the mini-shop."""
    page = built_page()
    if page is None:
        return rendered("not_found.html", {}, status=404)
    if path == GOOD:
        return _shell(request, with_good(page, request, request.GET.get("slug", "")))
    if path == LIST:
        return _shell(request, with_list(page, request))
    return _shell(request, with_files(page, path))


@gzip_page
@conditional_page
def _shell(_request: HttpRequest, page: bytes) -> HttpResponse:
    """Never kept without asking: it names the hashed files of the newest build.

    Compressed, since it holds nothing of the visitor's that its length could tell.
    """
    response = HttpResponse(page)
    response["Cache-Control"] = "no-cache"
    response["Content-Security-Policy"] = _policy()
    return response


def built_page() -> bytes | None:
    """Return the page of the build that this process serves the files of, or None."""
    return _read(settings.MINI_SHOP_BUILD) if settings.MINI_SHOP_BUILD else None


@lru_cache(maxsize=1)
def _read(build: Path) -> bytes:
    return (build / "index.html").read_bytes()


def _policy() -> str:
    """Scripts and styles from here alone; `blob:` is a picture chosen for an after-sales case."""
    pictures = f"'self' data: blob: {picture_origin()}".strip()
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; img-src {pictures}; "
        "font-src 'self'; connect-src 'self' blob:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
