"""How the public pages answer: cacheable until they may change, and not to be trawled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from math import floor

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_safe

from brand_theme.window.pictures import picture_origin
from plugins.kernel.throttle import count

View = Callable[..., HttpResponse]
#: Look-ups of one address in a minute. Enough for a market hall behind one router.
LOOKUPS_A_MINUTE = 60
WINDOW_SECONDS = 60


def public_page(view: View) -> View:
    """A page without script or cookie; its one form asks this shop."""
    return require_safe(_guarded(view))


def public_form(view: View) -> View:
    """The same, taking what its form sends. It acts for nobody, so nothing can be forged."""
    return require_http_methods(["GET", "HEAD", "POST"])(_guarded(view))


def _guarded(view: View) -> View:
    @wraps(view)
    def answer(request: HttpRequest, **path: str) -> HttpResponse:
        response = view(request, **path)
        pictures = f"'self' {picture_origin()}".strip()
        response["Content-Security-Policy"] = (
            f"default-src 'none'; img-src {pictures}; style-src 'self'; font-src 'self'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        return response

    return answer


def rendered(template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Render without context processors: Saleor's would query the site each time."""
    return HttpResponse(render_to_string(f"brand/{template}", context), status=status)


def kept_until(response: HttpResponse, *, until: datetime, now: datetime) -> HttpResponse:
    """Let caches keep the answer up to `until`, and not a second longer."""
    seconds = max(floor((until - now).total_seconds()), 0)
    response["Cache-Control"] = f"public, max-age={seconds}" if seconds else "no-cache"
    return response


def is_too_many(
    request: HttpRequest,
    *,
    what: str = "verify",
    most: int = LOOKUPS_A_MINUTE,
    seconds: int = WINDOW_SECONDS,
) -> bool:
    """Count one more of this address; tell whether there were more than `most` in a while."""
    return count(f"brand.{what}", request.META.get("REMOTE_ADDR", ""), seconds=seconds) > most
