"""Private pictures over plain HTTP: sent with a login, seen with a signed address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse

from plugins.kernel.errors import Conflict, DomainError, LoginRequired, NotAllowed, NotFound
from plugins.kernel.pictures import PictureInvalid, PictureNotFound, refuse_large_file

LASTS_SECONDS = 15 * 60
#: What multipart adds around the file.
ENVELOPE = 64 * 1024


@dataclass(frozen=True)
class PictureLinks:
    """Signed addresses, good for a quarter of an hour.

    Attributes:
        salt: keeps links of one kind of pictures from opening another's.
        route: name of the URL that takes the signed name.
    """

    salt: str
    route: str

    def link_to(self, name: str) -> str:
        """Return an address for whoever may see the picture; the caller has checked that."""
        return reverse(self.route, args=[TimestampSigner(salt=self.salt).sign(name)])

    def name_in(self, signed: str) -> str:
        """Return the picture's name.

        Raises:
            PictureNotFound: forged or expired.
        """
        try:
            return TimestampSigner(salt=self.salt).unsign(signed, max_age=LASTS_SECONDS)
        except BadSignature as error:
            raise PictureNotFound() from error


def upload_answer(
    request: HttpRequest,
    *,
    identify: Callable[[HttpRequest], Any],
    keep: Callable[[Any, Any], str],
    links: PictureLinks,
) -> HttpResponse:
    """Let `keep(user, file)` keep the file `picture`; answer its name as the id to send.

    The view must be exempt from CSRF: identity comes from a header that browsers
    never add by themselves.
    """
    try:
        user = identify(request)
        if not user.is_authenticated:
            raise LoginRequired()
        name = keep(user, _file_of(request))
    except DomainError as error:
        return refused_answer(error)
    return JsonResponse({"id": name, "url": links.link_to(name)}, status=201)


def _file_of(request: HttpRequest) -> Any:
    refuse_large_file(int(request.META.get("CONTENT_LENGTH") or 0) - ENVELOPE)
    file = request.FILES.get("picture")
    if file is None:
        raise PictureInvalid(
            field="picture", cause_zh="没有收到文件", cause_en="no file came with the request"
        )
    refuse_large_file(file.size)
    return file


def picture_answer(path: Path, *, caching: str = f"private, max-age={LASTS_SECONDS}") -> Any:
    """Show a stored picture; nothing in it can run.

    Raises:
        PictureNotFound: the file is not there.
    """
    if not path.is_file():
        raise PictureNotFound()
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["Cache-Control"] = caching
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def signed_picture(
    signed: str, *, links: PictureLinks, path_of: Callable[[str], Path]
) -> HttpResponseBase:
    """Show one picture to whoever was given its address."""
    try:
        response: HttpResponseBase = picture_answer(path_of(links.name_in(signed)))
    except DomainError as error:
        return refused_answer(error)
    return response


def refused_answer(error: DomainError) -> JsonResponse:
    told = {
        "message": error.message_zh,
        "extensions": {"code": error.code, "messageEn": error.message_en, "field": error.field},
    }
    return JsonResponse({"errors": [told]}, status=_status_of(error))


def _status_of(error: DomainError) -> int:
    if isinstance(error, NotAllowed):
        return 401
    if isinstance(error, Conflict):
        return 429
    return 404 if isinstance(error, NotFound) else 400
