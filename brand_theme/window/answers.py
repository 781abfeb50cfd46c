"""How every page of the window answers: cacheable, guarded, and kind to the lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from brand_theme.window.pictures import picture_origin

ONE_MINUTE = 60
TEN_MINUTES = 600
View = Callable[..., HttpResponse]


def window_page(view: View) -> View:
    """Make a page that proxies and browsers may keep, checked by its ETag.

    The ETag covers the bytes, so prices written in bulk, which leave no trace in
    any `updated_at`, are noticed as well.
    """
    return require_safe(
        cache_control(public=True, max_age=ONE_MINUTE, stale_while_revalidate=TEN_MINUTES)(
            conditional_page(_guarded(view))
        )
    )


def rendered(template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Render without context processors: Saleor's would query the site each time."""
    return HttpResponse(render_to_string(f"window/{template}", context), status=status)


def _guarded(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **path: str) -> HttpResponse:
        try:
            response = view(request, **path)
        except Http404:
            response = rendered("not_found.html", {}, status=404)
        response["Content-Security-Policy"] = _policy()
        return response

    return answer


def _policy() -> str:
    """Nothing runs, nothing is sent, nothing comes from elsewhere."""
    pictures = f"'self' {picture_origin()}".strip()
    return (
        f"default-src 'none'; img-src {pictures}; style-src 'self'; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
