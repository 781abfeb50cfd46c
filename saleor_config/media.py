"""Pictures of the shop, served by the web process where no object store does."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.static import serve

ONE_WEEK = 7 * 24 * 3600


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one stored file; never lists folders, never sets a cookie."""
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Cache-Control"] = f"public, max-age={ONE_WEEK}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
