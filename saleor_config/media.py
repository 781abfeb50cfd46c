"""Pictures of the shop, served by the web process where no object store does."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

ONE_WEEK = 7 * 24 * 3600
#: Everything that is drawn or uploaded ends like this; whatever else lies there stays there.
MEDIA_TYPES = {
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve one stored picture; never lists folders, never sets a cookie.

    The consoles' cookies are bound to the consoles' paths, so none comes here either.

    Raises:
        Http404: there is none, or it is not of a kind that the shop makes.
    """
    media_type = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower())
    if media_type is None:
        raise Http404(path)
    response = serve(request, path, document_root=settings.MEDIA_ROOT)
    response["Content-Type"] = media_type
    response["Cache-Control"] = f"public, max-age={ONE_WEEK}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
