"""How every page of the window answers: cacheable, guarded, and kind to the lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from math import floor

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from brand_theme.window.pictures import picture_origin
from plugins.brand.public import next_change

ONE_MINUTE = 60
TEN_MINUTES = 600
#: Licences are written at any time, but what they say of the next minute is known.
_NEXT_CHANGE = "window.next_change"
View = Callable[..., HttpResponse]


def window_page(view: View) -> View:
    """Make a page that proxies and browsers may keep, checked by its ETag.

    The ETag covers the bytes, so prices written in bulk, which leave no trace in
    any `updated_at`, are noticed as well. No page is kept past the instant at which
    a licence begins or ends: goods leave the window when they leave the cart.
    """
    return require_safe(conditional_page(_guarded(view)))


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
        patch_cache_control(response, public=True, **life(timezone.now()))
        return response

    return answer


def life(now: datetime) -> dict[str, int]:
    """How long a page may be kept, and how much longer while a new one is fetched."""
    change = cache.get(_NEXT_CHANGE)
    if change is None or change <= now:
        change = next_change(now) or now + timedelta(days=1)
        cache.set(_NEXT_CHANGE, change, ONE_MINUTE)
    left = floor((change - now).total_seconds())
    if left > ONE_MINUTE + TEN_MINUTES:
        return {"max_age": ONE_MINUTE, "stale_while_revalidate": TEN_MINUTES}
    return {"max_age": min(left, ONE_MINUTE)}


def _policy() -> str:
    """Nothing runs, nothing is sent, nothing comes from elsewhere."""
    pictures = f"'self' {picture_origin()}".strip()
    return (
        f"default-src 'none'; img-src {pictures}; style-src 'self'; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
